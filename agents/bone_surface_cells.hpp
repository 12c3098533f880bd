#pragma once
#include "agents/workspace.hpp"

#include <span>
#include <vector>

namespace trabecula {

/// Where osteoblasts stand and build. Bone tissue grows where the surface is concave and levels it
/// [Bidan2012]: an osteoblast lays its osteoid into the most enclosed of the voxels about it, and steps into the most
/// enclosed one, a free one if there is any, when it must move. How enclosed a voxel is, is the mean bone fraction of
/// those around it, so that the cut faces of the box are neither bone nor marrow. All of that within formation_reach.

/// `bone.formation_reach` in voxels along each axis, at least 1.
int formation_reach(const Workspace& work);

/// The voxels that each osteoblast fills, in order: bone about it that is not full, then, where there may not be room
/// enough, surface voxels, the most enclosed first, and marrow at its faces. One list per row, of the bone as it is
/// before any of them forms.
/// @param asked  what each will form, in voxels
std::vector<std::vector<VoxelId>> formation_sites(const Workspace& work, std::span<const double> asked);

/// Osteoblasts or lining cells whose bone is gone step to the surface next to them, lowest hash of id and step first.
/// @return rows of those that find none
std::vector<std::size_t> follow_surface(Workspace& work, Cell cell);

/// Cells in voxels that became bone, lowest hash first: osteoblasts and lining cells step to the surface, all others
/// move to the freest marrow voxel around. Who finds no way out dies.
/// @param overgrown  in ascending order
void make_way(Workspace& work, std::span<const VoxelId> overgrown);

}  // namespace trabecula
