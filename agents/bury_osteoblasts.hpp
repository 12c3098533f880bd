#pragma once
#include "agents/workspace.hpp"

#include <span>

namespace trabecula {

/// New bone closes over osteoblasts, which become its osteocytes: as many per volume as `bone.buried_density`, in the
/// mean, whatever the size of the voxels and of the steps. In each voxel that became bone it is the nearest of the
/// osteoblasts within a voxel of it; where none is so near, none is buried.
/// @param overgrown  in ascending order; osteoblasts may still stand in them
void bury_osteoblasts(Workspace& work, std::span<const VoxelId> overgrown);

}  // namespace trabecula
