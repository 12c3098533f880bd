#include "agents/stages.hpp"

#include "population/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace trabecula {

namespace {

constexpr std::size_t precursor = index(Cell::osteoclast_precursor);

struct Fusing {
    std::uint64_t rank;
    CellId id;
    std::uint32_t row;
};

double distance2_um2(const Grid& grid, VoxelId a, VoxelId b)
{
    const Voxel u = grid.voxel(a);
    const Voxel v = grid.voxel(b);
    const double dx = u.x - v.x;
    const double dy = u.y - v.y;
    const double dz = u.z - v.z;
    return (dx * dx + dy * dy + dz * dz) * grid.spacing.value * grid.spacing.value;
}

/// Precursors at the surface that want to fuse in this step, lowest hash first.
std::vector<Fusing> fusing_precursors(const Workspace& work)
{
    const CellParams& params = work.params.cells[precursor];
    std::vector<Fusing> fusing;
    if (!params.own) return fusing;
    const Population& cells = work.state.populations[precursor];
    const auto id = cells.table[cells.id];
    const auto voxel = cells.table[cells.voxel];
    const auto rate = work.rate(precursor, *params.own);
    for (std::uint32_t row = 0; row < cells.size(); ++row) {
        if (work.touches_bone[raw(voxel[row])] == 0) continue;
        if (work.random(id[row], Purpose::fuse).happens(probability_within(rate[row], work.step_h())))
            fusing.push_back({mix(raw(id[row]), raw(work.state.step), raw(Purpose::fuse)), id[row], row});
    }
    std::ranges::sort(fusing,
                      [](const Fusing& a, const Fusing& b) { return std::tie(a.rank, a.id) < std::tie(b.rank, b.id); });
    return fusing;
}

/// The nearest osteoclast within reach that has room for the nuclei; its row, or nothing.
std::optional<std::size_t> osteoclast_to_join(const Workspace& work, VoxelId at, std::uint32_t nuclei)
{
    const Population& osteoclasts = work.state.populations[index(Cell::osteoclast)];
    const auto voxel = osteoclasts.table[osteoclasts.voxel];
    const auto held = osteoclasts.table[work.osteoclast.nuclei];
    const double reach = work.params.cells[precursor].reach.value;
    std::optional<std::size_t> best;
    double least = reach * reach;
    for (std::size_t row = 0; row < osteoclasts.size(); ++row) {
        if (held[row] + nuclei > static_cast<std::uint32_t>(work.params.bone.most_nuclei)) continue;
        const double distance2 = distance2_um2(work.state.tissue.grid, at, voxel[row]);
        if (distance2 > least || (best && distance2 == least)) continue;
        best = row;
        least = distance2;
    }
    return best;
}

/// The precursor itself, then those within reach of it that have not fused yet, the nearest first.
std::vector<std::uint32_t> with_partners(const Workspace& work, std::uint32_t first)
{
    const Population& cells = work.state.populations[precursor];
    const auto id = cells.table[cells.id];
    const auto voxel = cells.table[cells.voxel];
    std::vector<std::tuple<double, CellId, std::uint32_t>> near;
    for_cells_within(work.state.tissue.grid, voxel, voxel[first], work.params.cells[precursor].reach,
                     [&](std::size_t row, double distance2_um2) {
                         if (work.gone[precursor][row] == 0 && row != first)
                             near.emplace_back(distance2_um2, id[row], static_cast<std::uint32_t>(row));
                     });
    std::ranges::sort(near);
    std::vector<std::uint32_t> rows{first};
    for (const auto& [distance2, cell, row] : near) rows.push_back(row);
    return rows;
}

}  // namespace

void fuse_precursors(Workspace& work)
{
    const auto each = static_cast<std::uint32_t>(std::lround(work.params.cells[precursor].weight));
    const auto at_least = static_cast<std::uint32_t>(work.params.bone.fusion_nuclei);
    const auto at_most = static_cast<std::uint32_t>(work.params.bone.most_nuclei);
    Population& precursors = work.cells(Cell::osteoclast_precursor);
    Population& osteoclasts = work.cells(Cell::osteoclast);
    work.sort_population(precursor);  // moving has mixed them; partners are found by place
    work.gone[precursor].assign(precursors.size(), 0);
    const auto use_up = [&](std::uint32_t row) {
        work.gone[precursor][row] = 1;
        work.state.totals[work.totals.died[precursor]][0] += each;
    };
    for (const Fusing& first : fusing_precursors(work)) {
        if (work.gone[precursor][first.row] != 0) continue;
        const VoxelId at = precursors.table[precursors.voxel][first.row];
        if (const auto host = osteoclast_to_join(work, at, each)) {
            osteoclasts.table[work.osteoclast.nuclei][*host] += each;
            use_up(first.row);
            continue;
        }
        auto rows = with_partners(work, first.row);
        rows.resize(std::min<std::size_t>(rows.size(), at_most / each));
        const auto nuclei = static_cast<std::uint32_t>(rows.size()) * each;
        if (nuclei < at_least) continue;
        std::ranges::for_each(rows, use_up);
        const CellId id = work.ids.descendant(first.id, work.state.step, 0);
        const std::size_t row = work.add_cell(index(Cell::osteoclast), id, at);
        osteoclasts.table[work.osteoclast.nuclei][row] = nuclei;
        work.state.totals[work.totals.born[index(Cell::osteoclast)]][0] += 1.0;
    }
    work.remove_gone();
}

}  // namespace trabecula
