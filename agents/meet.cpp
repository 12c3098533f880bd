#include "agents/stages.hpp"

#include <algorithm>

namespace trabecula {

namespace {

bool is_felt(const ModelParams& params, std::size_t neighbour)
{
    return std::ranges::any_of(params.cells, [&](const CellParams& cell) {
        return cell.rulebook.reads(params.first_neighbour_signal() + neighbour);
    });
}

/// Cells of a kind per um3 of each packing cell.
void count(const Workspace& work, const Neighbour& kind, std::vector<float>& per_um3)
{
    per_um3.assign(work.occupancy.packing_cells(), 0.0F);
    const Population& cells = work.state.populations[kind.type];
    const auto voxel = cells.table[cells.voxel];
    const auto each = static_cast<float>(work.params.cells[kind.type].weight / work.occupancy.packing_cell_um3());
    if (!kind.group) {
        for (const VoxelId at : voxel) per_um3[work.occupancy.packing_cell(at)] += each;
        return;
    }
    const auto state = cells.table[work.rules[kind.type].states[*kind.group]];
    for (std::size_t row = 0; row < cells.size(); ++row)
        if (state[row] == kind.state) per_um3[work.occupancy.packing_cell(voxel[row])] += each;
}

}  // namespace

void meet(Workspace& work)
{
    claim_footprints(work);
    for (std::size_t n = 0; n < work.params.neighbours.size(); ++n)
        if (is_felt(work.params, n)) count(work, work.params.neighbours[n], work.neighbours_per_um3[n]);
}

}  // namespace trabecula
