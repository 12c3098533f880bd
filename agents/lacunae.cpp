#include "agents/lacunae.hpp"

#include "population/neighbours.hpp"

#include "lattice/cube_about.hpp"

#include <algorithm>

namespace trabecula {

namespace {

constexpr std::size_t osteocyte = index(Cell::osteocyte);
constexpr double mm3_um3 = 1e9;

double bone_um3_within(const Workspace& work, VoxelId at, double radius_um)
{
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    const double radius = radius_um / tissue.grid.spacing.value;
    double voxels = 0.0;
    for_cube_about(tissue.grid, at, static_cast<int>(radius), [&](VoxelId near, int distance2) {
        if (distance2 <= radius * radius && material[raw(near)] == Material::bone) voxels += 1.0;
    });
    return voxels * tissue.grid.voxel_um3();
}

}  // namespace

double called_for(const Workspace& work, VoxelId at, double per_mm3)
{
    const CellParams& params = work.params.cells[osteocyte];
    const Population& cells = work.state.populations[osteocyte];
    double there = 0.0;
    for_cells_within(work.state.tissue.grid, cells.table[cells.voxel], at, params.reach, [&](std::size_t row, double) {
        if (work.gone[osteocyte][row] == 0) there += params.weight;
    });
    const double asked = per_mm3 / mm3_um3 * bone_um3_within(work, at, params.reach.value);
    const double excess = asked > 0.0 ? there / asked - 1.0 : 0.0;
    return std::clamp(1.0 - (most_called_for - 1.0) * excess, 0.0, most_called_for);
}

}  // namespace trabecula
