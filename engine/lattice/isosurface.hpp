#pragma once
#include "lattice/segmented_bone.hpp"

#include <span>

namespace trabecula {

/// Sums over the cubes between the centres of 8 voxels of the sample each, in units of the voxel's edge. At the faces
/// of the box the level goes on unchanged from the centres of the last voxels to the face, so that a full box is
/// covered whole.
struct Isosurface {
    double area = 0.0;
    double volume = 0.0;  // enclosed by the surface
    double growth = 0.0;  // change of the area per distance, when every point moves outwards along its normal
    double cubes = 0.0;   // the volume looked at
};

/// Measures the iso-surface of 0.5 by marching cubes [Lorensen1987].
///
/// @param bone   of which only grid and sample matter here
/// @param level  shape (nz, ny, nx); bone is where it is at least 0.5
///
/// The faces of the box and the border of the sample are no surface: the mesh is open there. Polygons of more than
/// three corners are split about their centres, so that mirroring or permuting axes changes no measure by more than
/// rounding. Normals are those of the level, by central differences; with them, growth is the first derivative of the
/// area in the dilation of [Hildebrand1997smi]. The same bits on any number of threads.
Isosurface measure_isosurface(const SegmentedBone& bone, std::span<const float> level);

}  // namespace trabecula
