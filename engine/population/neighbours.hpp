#pragma once
#include "lattice/grid.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace trabecula {

/// Visits the cells whose voxel centres lie within `reach` of that of `at`.
///
/// @param voxel  the voxel of each cell, in ascending order (as populations are kept)
/// @param visit  called as visit(row, squared distance in um2), rows in ascending order
///
/// Costs a bisection per line of voxels in the ball, whatever the number of cells.
template <class Visit>
void for_cells_within(const Grid& grid, std::span<const VoxelId> voxel, VoxelId at, Micrometres reach, Visit&& visit)
{
    const Voxel centre = grid.voxel(at);
    const double radius = reach / grid.spacing;
    const int edge = static_cast<int>(std::floor(radius));
    const double voxel_um2 = grid.spacing.value * grid.spacing.value;
    for (int z = std::max(0, centre.z - edge); z <= std::min(grid.nz - 1, centre.z + edge); ++z) {
        for (int y = std::max(0, centre.y - edge); y <= std::min(grid.ny - 1, centre.y + edge); ++y) {
            const int beside2 = (z - centre.z) * (z - centre.z) + (y - centre.y) * (y - centre.y);
            if (beside2 > radius * radius) continue;
            const int half = static_cast<int>(std::floor(std::sqrt(radius * radius - beside2)));
            const VoxelId first = grid.id({std::max(0, centre.x - half), y, z});
            const VoxelId last = grid.id({std::min(grid.nx - 1, centre.x + half), y, z});
            const auto begin = std::ranges::lower_bound(voxel, first);
            for (auto cell = begin; cell != voxel.end() && *cell <= last; ++cell) {
                const int along = grid.voxel(*cell).x - centre.x;
                visit(static_cast<std::size_t>(cell - voxel.begin()), (beside2 + along * along) * voxel_um2);
            }
        }
    }
}

}  // namespace trabecula
