#include "agents/arrivals.hpp"
#include "agents/event.hpp"
#include "agents/placement.hpp"
#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace trabecula {

namespace {

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
        const double brought_per_mm3 = work.params.cells[p].supply.value * work.step_h();
        if (brought_per_mm3 > 0.0) bring_cells(work, {p, brought_per_mm3, Purpose::supply});
    }
    work.sort_populations();
}

}  // namespace trabecula
