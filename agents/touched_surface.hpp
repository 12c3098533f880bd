#pragma once
#include "agents/workspace.hpp"

#include "lattice/tissue.hpp"

#include <algorithm>
#include <optional>
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

/// The surface voxel that a cell in a marrow voxel touches: the nearest in the layer of `bone.contact_depth` at bone,
/// which is as thick in fine voxels as in coarse ones; a voxel at the face of bone touches itself.
std::optional<VoxelId> touched_surface(const Workspace& work, VoxelId marrow);

/// The same where no osteoclast stands; among equals the most eroded.
std::optional<VoxelId> touched_free_surface(const Workspace& work, VoxelId marrow);

/// Of the free surface that a cell touches the share that is eroded, 0-1; 0 where it touches none.
float touched_erosion(const Workspace& work, VoxelId marrow);

}  // namespace trabecula
