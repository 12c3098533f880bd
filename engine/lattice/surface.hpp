#pragma once
#include "lattice/tissue.hpp"

#include <array>
#include <vector>

namespace trabecula {

inline constexpr std::array<Voxel, 6> face_neighbours{
    {{-1, 0, 0}, {1, 0, 0}, {0, -1, 0}, {0, 1, 0}, {0, 0, -1}, {0, 0, 1}}};

/// Whether a marrow voxel has a bone voxel at one of its faces. The cut faces of the box are no bone surface.
bool touches_bone(const Grid& grid, std::span<const Material> material, Voxel voxel);

/// The same for all voxels at once: 1 where it holds, 0 elsewhere; shape (nz, ny, nx).
void mark_surface(const Grid& grid, std::span<const Material> material, std::span<std::uint8_t> marks);

/// All such voxels, in order.
std::vector<VoxelId> surface_voxels(const Tissue& tissue);

/// Unit vector out of the bone into the marrow, against the gradient of the bone fraction over the 27 voxels about
/// `voxel` (weights 1-2-1 across each direction [Zucker1981]); zero where the gradient is. Differences are one-sided
/// where a neighbour lies beyond the box or the sample, so that a cut turns no normal.
Vector3 bone_normal(const Tissue& tissue, Voxel voxel);
Vector3 bone_normal(const Grid& grid, std::span<const Material> material, std::span<const float> bone_fraction,
                    Voxel voxel);

/// Bone voxels of pieces that were cut off: not the largest piece (26-connected), not at a face of the box.
std::vector<VoxelId> cut_off_voxels(const Tissue& tissue);

}  // namespace trabecula
