#pragma once
#include "lattice/grid.hpp"

#include <algorithm>

namespace trabecula {

/// Visits the voxels at most `reach` away from one along each axis, itself included, as far as the box goes.
/// @param visit  called as visit(VoxelId, squared distance in voxels), in order of the voxels
template <class Visit>
void for_cube_about(const Grid& grid, VoxelId centre, int reach, Visit&& visit)
{
    const Voxel c = grid.voxel(centre);
    for (int z = std::max(0, c.z - reach); z <= std::min(grid.nz - 1, c.z + reach); ++z)
        for (int y = std::max(0, c.y - reach); y <= std::min(grid.ny - 1, c.y + reach); ++y)
            for (int x = std::max(0, c.x - reach); x <= std::min(grid.nx - 1, c.x + reach); ++x)
                visit(grid.id({x, y, z}), (x - c.x) * (x - c.x) + (y - c.y) * (y - c.y) + (z - c.z) * (z - c.z));
}

}  // namespace trabecula
