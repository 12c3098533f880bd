#pragma once
#include "lattice/tissue.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace trabecula {

/// Where a bone voxel meets a marrow voxel, and how much of the true surface that stands for.
struct SurfaceFace {
    VoxelId bone;
    VoxelId marrow;
    float um2 = 0.0F;
};

/// The bone surface, piece by piece: to ask which share of it is covered, eroded or newly formed.
///
/// A face of a voxel counts by its area times |n|, n being the component along the face's axis of the normal to the
/// bone: the mean of bone_normal over the surface voxels about the face's marrow voxel. The faces of a plane of any
/// slope then add up to the plane's own area, which staircases exceed by up to 73 %. The cut faces of the box and the
/// border of the sample are no surface.
struct BoneSurface {
    /// @param material, bone_fraction  shape (nz, ny, nx)
    BoneSurface(const Grid& its_grid, std::span<const Material> material, std::span<const float> bone_fraction);
    explicit BoneSurface(const Tissue& tissue);

    Grid grid;
    std::vector<std::uint8_t> marks;  // per voxel: marrow at the face of bone
    std::vector<VoxelId> voxels;      // those, in order
    std::vector<std::uint32_t>
        rows;  // those of a line of voxels along x are voxels[rows[line]] to voxels[rows[line + 1]]
    std::vector<std::uint32_t> first;  // the faces of voxels[i] are faces[first[i]] to faces[first[i + 1]]
    std::vector<SurfaceFace> faces;
    std::vector<float> um2;  // of the faces of voxels[i] together
    double total_um2 = 0.0;

    /// Where a surface voxel is in `voxels`.
    std::size_t index_of(VoxelId voxel) const;

    std::span<const SurfaceFace> faces_of(std::size_t i) const
    {
        return std::span(faces).subspan(first[i], first[i + 1] - first[i]);
    }
};

}  // namespace trabecula
