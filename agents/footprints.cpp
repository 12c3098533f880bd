#include "agents/stages.hpp"

#include "lattice/cube_about.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace trabecula {

namespace {

/// The surface voxel nearest to a place within a radius; by hash among equals, so that no direction is preferred.
std::optional<VoxelId> nearest_surface(const Workspace& work, VoxelId from, double radius_um, CellId id)
{
    const Grid& grid = work.state.tissue.grid;
    const double radius = radius_um / grid.spacing.value;
    std::optional<std::tuple<int, std::uint64_t, VoxelId>> best;
    for_cube_about(grid, from, static_cast<int>(radius), [&](VoxelId voxel, int distance2) {
        if (work.touches_bone[raw(voxel)] == 0 || distance2 > radius * radius) return;
        const std::tuple place{distance2, mix(raw(id), std::uint64_t{raw(voxel)}), voxel};
        if (!best || place < *best) best = place;
    });
    if (!best) return std::nullopt;
    return std::get<VoxelId>(*best);
}

/// The disc of surface about a surface voxel: what is joined to it over surface voxels within the radius, so that a
/// footprint never reaches through a trabecula to its other side.
std::vector<VoxelId> disc(const Workspace& work, VoxelId centre, double radius_um)
{
    const Grid& grid = work.state.tissue.grid;
    const double radius = radius_um / grid.spacing.value;
    const Voxel c = grid.voxel(centre);
    const auto is_within = [&](Voxel v) {
        return (v.x - c.x) * (v.x - c.x) + (v.y - c.y) * (v.y - c.y) + (v.z - c.z) * (v.z - c.z) <= radius * radius;
    };
    const int edge = static_cast<int>(radius);
    const auto width = static_cast<std::size_t>(2 * edge + 1);
    std::vector<std::uint8_t> seen(width * width * width);
    const auto mark = [&](Voxel v) -> std::uint8_t& {
        const auto along = [&](int here, int middle) { return static_cast<std::size_t>(here - middle + edge); };
        return seen[(along(v.z, c.z) * width + along(v.y, c.y)) * width + along(v.x, c.x)];
    };
    std::vector<VoxelId> found{centre};
    mark(c) = 1;
    for (std::size_t next = 0; next < found.size(); ++next)
        for_cube_about(grid, found[next], 1, [&](VoxelId voxel, int) {
            if (work.touches_bone[raw(voxel)] == 0) return;
            const Voxel v = grid.voxel(voxel);
            if (!is_within(v) || std::exchange(mark(v), std::uint8_t{1}) != 0) return;
            found.push_back(voxel);
        });
    return found;
}

double radius_um(const Workspace& work, std::uint32_t nuclei)
{
    return std::sqrt(nuclei * work.params.bone.um2_per_nucleus / std::numbers::pi);
}

/// Rows of osteoclasts in the order in which they may claim surface: lowest hash of id and step first.
std::vector<std::uint32_t> claim_order(const Workspace& work, const Population& osteoclasts)
{
    const auto id = osteoclasts.table[osteoclasts.id];
    std::vector<std::tuple<std::uint64_t, CellId, std::uint32_t>> ranked;
    for (std::uint32_t row = 0; row < osteoclasts.size(); ++row)
        ranked.emplace_back(mix(raw(id[row]), raw(work.state.step), raw(Purpose::settle)), id[row], row);
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
    const double least_radius = 1.5 * work.state.tissue.grid.spacing.value;
    std::vector<std::vector<VoxelId>> wanted(osteoclasts.size());
    for_blocks(osteoclasts.size(), 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const double radius = std::max(radius_um(work, nuclei[row]), least_radius);
            const auto centre = nearest_surface(work, voxel[row], radius, id[row]);
            if (centre) wanted[row] = disc(work, *centre, radius);
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
