#pragma once
#include "lattice/tissue.hpp"

#include <algorithm>
#include <span>

namespace trabecula {

/// Whether the last that happened where bone and marrow meet was resorption: the surface is eroded until bone is formed
/// on it. @param changed_h  Tissue::changed_h
inline bool is_eroded(std::span<const float> changed_h, VoxelId bone, VoxelId marrow)
{
    const auto [low, high] = std::minmax(changed_h[raw(bone)], changed_h[raw(marrow)]);
    return low < 0.0F && -low > high;
}

/// Of the bone faces of a marrow voxel the share that is eroded, 0-1; 0 away from bone.
float eroded_share(const Tissue& tissue, VoxelId marrow);

}  // namespace trabecula
