#include "agents/event.hpp"
#include "agents/stages.hpp"
#include "agents/touched_surface.hpp"

#include "population/neighbours.hpp"

#include "core/collect.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace trabecula {

namespace {

constexpr std::size_t precursor = index(Cell::osteoclast_precursor);

struct Fusing {
    std::uint64_t rank;
    CellId id;
    std::uint32_t row;
    VoxelId surface;  // that it touches
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
    if (!params.own) return {};
    const Population& cells = work.state.populations[precursor];
    const auto id = cells.table[cells.id];
    const auto voxel = cells.table[cells.voxel];
    const auto rate = work.rate(precursor, *params.own);
    auto fusing = collect<Fusing>(cells.size(), [&](std::size_t row, auto& found) {
        const auto surface = touched_surface(work, voxel[row]);
        if (surface && happens_within(work.random(id[row], Purpose::fuse), rate[row], work.step_h()))
            found.push_back({work.rank(id[row], Purpose::fuse), id[row], static_cast<std::uint32_t>(row), *surface});
    });
    std::ranges::sort(fusing,
                      [](const Fusing& a, const Fusing& b) { return std::tie(a.rank, a.id) < std::tie(b.rank, b.id); });
    return fusing;
}

/// Finds osteoclasts near a voxel: their rows by boxes as wide as the reach of fusion, so that a search looks into 27
/// boxes however large the tissue is.
class OsteoclastBoxes {
  public:
    explicit OsteoclastBoxes(const Workspace& work)
        : work_(work),
          edge_(std::max(
              1, static_cast<int>(std::ceil(work.params.cells[precursor].reach / work.state.tissue.grid.spacing))))
    {
        const Population& osteoclasts = work.state.populations[index(Cell::osteoclast)];
        const auto voxel = osteoclasts.table[osteoclasts.voxel];
        for (std::size_t row = 0; row < voxel.size(); ++row) add(row, voxel[row]);
    }

    void add(std::size_t row, VoxelId voxel) { boxes_[box_of(work_.state.tissue.grid.voxel(voxel))].push_back(row); }

    /// The nearest osteoclast within reach that has room for the nuclei, by id among equals; its row, or nothing.
    std::optional<std::size_t> to_join(VoxelId at, std::uint32_t nuclei) const
    {
        const Grid& grid = work_.state.tissue.grid;
        const Population& osteoclasts = work_.state.populations[index(Cell::osteoclast)];
        const auto voxel = osteoclasts.table[osteoclasts.voxel];
        const auto id = osteoclasts.table[osteoclasts.id];
        const auto held = osteoclasts.table[work_.osteoclast.nuclei];
        const double reach = work_.params.cells[precursor].reach.value;
        std::optional<std::tuple<double, CellId, std::size_t>> best;
        for_boxes_about(grid.voxel(at), [&](std::size_t row) {
            if (held[row] + nuclei > static_cast<std::uint32_t>(work_.params.bone.most_nuclei)) return;
            const std::tuple candidate{distance2_um2(grid, at, voxel[row]), id[row], row};
            if (std::get<double>(candidate) <= reach * reach && (!best || candidate < *best)) best = candidate;
        });
        if (!best) return std::nullopt;
        return std::get<std::size_t>(*best);
    }

  private:
    using Box = std::array<int, 3>;
    Box box_of(Voxel v) const { return {v.x / edge_, v.y / edge_, v.z / edge_}; }

    template <class Visit>
    void for_boxes_about(Voxel at, Visit&& visit) const
    {
        const Box middle = box_of(at);
        for (int z = -1; z <= 1; ++z)
            for (int y = -1; y <= 1; ++y)
                for (int x = -1; x <= 1; ++x) {
                    const auto found = boxes_.find({middle[0] + x, middle[1] + y, middle[2] + z});
                    if (found == boxes_.end()) continue;
                    for (const std::size_t row : found->second) visit(row);
                }
    }

    const Workspace& work_;
    int edge_;
    std::map<Box, std::vector<std::size_t>> boxes_;
};

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
    OsteoclastBoxes near(work);
    for (const Fusing& first : fusing_precursors(work)) {
        if (work.gone[precursor][first.row] != 0) continue;
        if (const auto host = near.to_join(first.surface, each)) {
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
        const std::size_t row = work.add_cell(index(Cell::osteoclast), id, first.surface);
        osteoclasts.table[work.osteoclast.nuclei][row] = nuclei;
        near.add(row, first.surface);
        work.state.totals[work.totals.born[index(Cell::osteoclast)]][0] += 1.0;
    }
    work.remove_gone();
}

}  // namespace trabecula
