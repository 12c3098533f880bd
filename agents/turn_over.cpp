#include "agents/event.hpp"
#include "agents/placement.hpp"
#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace trabecula {

namespace {

constexpr int brick = 16;  // voxels along the edge of the boxes in which blood brings cells
constexpr double mm3_um3 = 1e9;

/// Marks the cells of a population to which a rate's event happens in this step, and counts them.
void remove_at_rate(Workspace& work, std::size_t p, std::size_t behaviour, Purpose purpose, Column<double> count)
{
    const Population& cells = work.state.populations[p];
    const auto id = cells.table[cells.id];
    const auto rate = work.rate(p, behaviour);
    const auto remove_some = [&](std::size_t begin, std::size_t end) {
        std::size_t removed = 0;
        for (std::size_t row = begin; row < end; ++row) {
            if (work.gone[p][row] != 0 || rate[row] <= 0.0F) continue;
            if (!happens_within(work.random(id[row], purpose), rate[row], work.step_h())) continue;
            work.gone[p][row] = 1;
            ++removed;
        }
        return removed;
    };
    const std::size_t removed = reduce_blocks(cells.size(), 8192, std::size_t{0}, remove_some, std::plus<>());
    work.state.totals[count][0] += static_cast<double>(removed) * work.params.cells[p].weight;
}

/// Blood brings cells to marrow voxels, drawn per brick so that what happens elsewhere changes nothing here.
void supply(Workspace& work, std::size_t p)
{
    const CellParams& params = work.params.cells[p];
    const Grid& grid = work.state.tissue.grid;
    const auto material = work.state.tissue.table[work.state.tissue.material];
    const double per_voxel = params.supply.value / mm3_um3 * grid.voxel_um3() * work.step_h() / params.weight;
    const std::int64_t volume_um3 = params.agent_um3();
    double arrivals = 0.0;
    for (int z = 0; z < grid.nz; z += brick) {
        for (int y = 0; y < grid.ny; y += brick) {
            for (int x = 0; x < grid.nx; x += brick) {
                const int wx = std::min(brick, grid.nx - x);
                const int wy = std::min(brick, grid.ny - y);
                const int wz = std::min(brick, grid.nz - z);
                RandomStream random(work.params.seed, grid.index({x, y, z}), work.state.step,
                                    static_cast<std::uint8_t>(raw(Purpose::supply) + 16 * (p + 1)));
                const std::uint32_t count = random.poisson(per_voxel * wx * wy * wz);
                for (std::uint32_t k = 0; k < count; ++k) {
                    const Voxel v{x + static_cast<int>(random.below(static_cast<std::uint32_t>(wx))),
                                  y + static_cast<int>(random.below(static_cast<std::uint32_t>(wy))),
                                  z + static_cast<int>(random.below(static_cast<std::uint32_t>(wz)))};
                    const VoxelId voxel = grid.id(v);
                    if (material[raw(voxel)] != Material::marrow) continue;
                    if (work.occupancy.free_um3(work.occupancy.packing_cell(voxel)) < volume_um3) continue;
                    work.occupancy.take(voxel, volume_um3);
                    work.add_cell(
                        p, work.ids.immigrant(voxel, work.state.step, static_cast<std::uint32_t>(1000 * p + k)), voxel);
                    arrivals += params.weight;
                }
            }
        }
    }
    work.state.totals[work.totals.arrived[p]][0] += arrivals;
}

/// Cells divide where the marrow has room for one more: lowest row first, which is the order of places.
void divide(Workspace& work, std::size_t p)
{
    const CellParams& params = work.params.cells[p];
    const Population& cells = work.state.populations[p];
    const std::size_t mothers = cells.size();
    for (std::size_t row = 0; row < mothers; ++row) {
        const CellId mother = cells.table[cells.id][row];
        if (!happens_within(work.random(mother, Purpose::divide), work.rate(p, *params.divide)[row], work.step_h()))
            continue;
        const VoxelId at = cells.table[cells.voxel][row];
        if (!has_room(work, p, at)) continue;
        work.occupancy.take(at, params.agent_um3());
        const std::size_t daughter = work.add_cell(p, work.ids.descendant(mother, work.state.step, 3), at);
        work.inherit(p, row, p, daughter);
        work.state.totals[work.totals.born[p]][0] += params.weight;
    }
}

}  // namespace

void turn_over(Workspace& work)
{
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        const CellParams& params = work.params.cells[p];
        work.gone[p].assign(work.state.populations[p].size(), 0);
        if (params.die) remove_at_rate(work, p, *params.die, Purpose::die, work.totals.died[p]);
        if (params.leave) remove_at_rate(work, p, *params.leave, Purpose::leave, work.totals.left[p]);
    }
    work.remove_gone();
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        if (work.params.cells[p].divide) divide(work, p);
        if (work.params.cells[p].supply.value > 0.0) supply(work, p);
    }
    work.sort_populations();
}

}  // namespace trabecula
