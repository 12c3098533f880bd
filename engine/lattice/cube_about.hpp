#pragma once
#include "lattice/grid.hpp"

#include <algorithm>
#include <cstdint>

namespace trabecula {

/// Visits the voxels at most `reach` away from one along each axis, itself included, as far as the box goes.
/// @param visit  called as visit(VoxelId, squared distance in voxels), in order of the voxels
template <class Visit>
void for_cube_about(const Grid& grid, VoxelId centre, int reach, Visit&& visit)
{
    const Voxel c = grid.voxel(centre);
    const int first_x = std::max(0, c.x - reach);
    const int last_x = std::min(grid.nx - 1, c.x + reach);
    for (int z = std::max(0, c.z - reach); z <= std::min(grid.nz - 1, c.z + reach); ++z)
        for (int y = std::max(0, c.y - reach); y <= std::min(grid.ny - 1, c.y + reach); ++y) {
            std::uint32_t voxel = raw(grid.id({first_x, y, z}));
            const int beside2 = (y - c.y) * (y - c.y) + (z - c.z) * (z - c.z);
            for (int x = first_x; x <= last_x; ++x) visit(VoxelId{voxel++}, beside2 + (x - c.x) * (x - c.x));
        }
}

}  // namespace trabecula
