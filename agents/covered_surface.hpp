#pragma once
#include "lattice/bone_surface.hpp"

#include <span>
#include <vector>

namespace trabecula {

/// A cell at the surface, and the area of bone that it covers when it has the room.
struct CellDisc {
    CellId id;
    VoxelId voxel;
    double um2 = 0.0;
};

/// The share of each surface voxel that cells cover, 0-1, in the order of BoneSurface::voxels.
///
/// Each cell spreads its area evenly over the disc of surface about it that half a voxel more in radius would reach, so
/// that the area is right however few voxels that is. Where cells overlap the surface is covered once. A cell without
/// surface within reach covers none.
std::vector<float> covered_shares(const BoneSurface& surface, std::span<const CellDisc> cells);

/// Area of all that is covered, um2.
double covered_um2(const BoneSurface& surface, std::span<const float> shares);

}  // namespace trabecula
