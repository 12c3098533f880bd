#include "agents/bury_osteoblasts.hpp"

#include "agents/lacunae.hpp"

#include "lattice/cube_about.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace trabecula {

namespace {

constexpr std::size_t osteoblast = index(Cell::osteoblast);
constexpr std::size_t osteocyte = index(Cell::osteocyte);
constexpr double mm3_um3 = 1e9;

/// A row of osteoblasts, by where it stands.
using Standing = std::pair<VoxelId, std::size_t>;

std::vector<Standing> standing_osteoblasts(const Workspace& work)
{
    const Population& cells = work.state.populations[osteoblast];
    const auto voxel = cells.table[cells.voxel];
    std::vector<Standing> standing;
    for (std::size_t row = 0; row < cells.size(); ++row)
        if (work.gone[osteoblast][row] == 0) standing.emplace_back(voxel[row], row);
    std::ranges::sort(standing);
    return standing;
}

/// The nearest osteoblast that is not buried yet; lowest hash of id and step first.
std::optional<std::size_t> nearest(const Workspace& work, const std::vector<Standing>& standing, VoxelId grown)
{
    const Population& cells = work.state.populations[osteoblast];
    const auto id = cells.table[cells.id];
    std::optional<std::tuple<int, std::uint64_t, CellId, std::size_t>> best;
    for_cube_about(work.state.tissue.grid, grown, 1, [&](VoxelId near, int distance2) {
        for (auto at = std::ranges::lower_bound(standing, Standing{near, 0}); at != standing.end(); ++at) {
            if (at->first != near) break;
            const std::size_t row = at->second;
            if (work.gone[osteoblast][row] != 0) continue;
            const std::tuple place{distance2, work.rank(id[row], Purpose::bury), id[row], row};
            if (!best || place < *best) best = place;
        }
    });
    if (!best) return std::nullopt;
    return std::get<3>(*best);
}

void bury(Workspace& work, std::size_t row, VoxelId grown)
{
    const Population& cells = work.state.populations[osteoblast];
    const CellId id = cells.table[cells.id][row];
    work.gone[osteoblast][row] = 1;
    work.state.totals[work.totals.died[osteoblast]][0] += 1.0;
    work.add_cell(osteocyte, work.ids.descendant(id, work.state.step, 1), grown);
    work.state.totals[work.totals.born[osteocyte]][0] += 1.0;
}

/// Voxels that get an osteocyte, as often as they get one.
std::vector<VoxelId> places_for_osteocytes(const Workspace& work, std::span<const VoxelId> overgrown)
{
    const double per_mm3 = work.params.bone.buried_density.value;
    const double per_voxel = per_mm3 / mm3_um3 * work.state.tissue.grid.voxel_um3();
    std::vector<VoxelId> places;
    for (const VoxelId grown : overgrown) {
        RandomStream random(work.params.seed, raw(grown), work.state.step, raw(Purpose::bury));
        const std::uint32_t count = random.poisson(most_called_for * per_voxel);
        if (count == 0) continue;
        const double taken = called_for(work, grown, per_mm3) / most_called_for;
        for (std::uint32_t k = 0; k < count; ++k)
            if (random.happens(taken)) places.push_back(grown);
    }
    return places;
}

}  // namespace

void bury_osteoblasts(Workspace& work, std::span<const VoxelId> overgrown)
{
    const std::vector<Standing> standing = standing_osteoblasts(work);
    for (const VoxelId grown : places_for_osteocytes(work, overgrown))
        if (const auto row = nearest(work, standing, grown)) bury(work, *row, grown);
}

}  // namespace trabecula
