#include "agents/stages.hpp"
#include "agents/surface_disc.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace trabecula {

namespace {

/// Rows of osteoclasts in the order in which they may claim surface: lowest hash of id and step first.
std::vector<std::uint32_t> claim_order(const Workspace& work, const Population& osteoclasts)
{
    const auto id = osteoclasts.table[osteoclasts.id];
    std::vector<std::tuple<std::uint64_t, CellId, std::uint32_t>> ranked;
    for (std::uint32_t row = 0; row < osteoclasts.size(); ++row)
        ranked.emplace_back(work.rank(id[row], Purpose::settle), id[row], row);
    std::ranges::sort(ranked);
    std::vector<std::uint32_t> order;
    for (const auto& [rank, cell, row] : ranked) order.push_back(row);
    return order;
}

/// The disc that each osteoclast would claim were it alone, its centre first; empty where no surface is within reach.
std::vector<std::vector<VoxelId>> wanted_discs(const Workspace& work, const Population& osteoclasts)
{
    const auto nuclei = osteoclasts.table[work.osteoclast.nuclei];
    const auto voxel = osteoclasts.table[osteoclasts.voxel];
    const auto id = osteoclasts.table[osteoclasts.id];
    const Grid& grid = work.state.tissue.grid;
    const double least_radius = 1.5 * grid.spacing.value;
    std::vector<std::vector<VoxelId>> wanted(osteoclasts.size());
    for_blocks(osteoclasts.size(), 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const double radius =
                std::max(disc_radius_um(nuclei[row] * work.params.bone.um2_per_nucleus), least_radius);
            const auto centre = nearest_surface(grid, work.touches_bone, voxel[row], radius, id[row]);
            if (centre) wanted[row] = surface_disc(grid, work.touches_bone, *centre, radius);
        }
    });
    return wanted;
}

}  // namespace

void claim_footprints(Workspace& work)
{
    std::ranges::fill(work.taken, std::uint8_t{0});
    Population& osteoclasts = work.cells(Cell::osteoclast);
    const auto voxel = osteoclasts.table[osteoclasts.voxel];
    std::vector<std::vector<VoxelId>> claims = wanted_discs(work, osteoclasts);
    work.footprints.adrift.assign(osteoclasts.size(), 0);
    for (const std::uint32_t row : claim_order(work, osteoclasts)) {
        work.footprints.adrift[row] = claims[row].empty() ? 1 : 0;
        if (claims[row].empty()) continue;
        voxel[row] = claims[row].front();  // follows the bottom of its pit
        std::erase_if(claims[row],
                      [&](VoxelId v) { return std::exchange(work.taken[raw(v)], taken_by_osteoclast) != 0; });
    }
    const Population& osteoblasts = work.cells(Cell::osteoblast);
    for (const VoxelId v : osteoblasts.table[osteoblasts.voxel]) work.taken[raw(v)] = taken_by_osteoblast;

    work.footprints.first.assign(1, 0);
    work.footprints.voxels.clear();
    for (const auto& voxels : claims) {
        work.footprints.voxels.insert(work.footprints.voxels.end(), voxels.begin(), voxels.end());
        work.footprints.first.push_back(static_cast<std::uint32_t>(work.footprints.voxels.size()));
    }
}

}  // namespace trabecula
