#include "agents/stages.hpp"

#include "lattice/cube_about.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

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
    std::vector<VoxelId> found{centre};
    std::set<VoxelId> seen{centre};
    for (std::size_t next = 0; next < found.size(); ++next)
        for_cube_about(grid, found[next], 1, [&](VoxelId voxel, int) {
            if (work.touches_bone[raw(voxel)] != 0 && is_within(grid.voxel(voxel)) && seen.insert(voxel).second)
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
    std::vector<std::uint32_t> order(osteoclasts.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto rank = [&](std::uint32_t row) { return mix(raw(id[row]), raw(work.state.step), raw(Purpose::settle)); };
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(rank(a), id[a]) < std::tuple(rank(b), id[b]);
    });
    return order;
}

}  // namespace

void claim_footprints(Workspace& work)
{
    std::ranges::fill(work.taken, std::uint8_t{0});
    Population& osteoclasts = work.cells(Cell::osteoclast);
    const auto nuclei = osteoclasts.table[work.osteoclast.nuclei];
    const auto voxel = osteoclasts.table[osteoclasts.voxel];
    const Grid& grid = work.state.tissue.grid;
    const auto id = osteoclasts.table[osteoclasts.id];
    std::vector<std::vector<VoxelId>> claimed(osteoclasts.size());
    work.footprints.adrift.assign(osteoclasts.size(), 0);
    for (const std::uint32_t row : claim_order(work, osteoclasts)) {
        const double radius = std::max(radius_um(work, nuclei[row]), 1.5 * grid.spacing.value);
        const auto centre = nearest_surface(work, voxel[row], radius, id[row]);
        work.footprints.adrift[row] = centre ? 0 : 1;
        if (!centre) continue;
        voxel[row] = *centre;  // follows the bottom of its pit
        for (const VoxelId v : disc(work, *centre, radius)) {
            if (work.taken[raw(v)] != 0) continue;
            work.taken[raw(v)] = 1;
            claimed[row].push_back(v);
        }
    }
    const Population& osteoblasts = work.cells(Cell::osteoblast);
    for (const VoxelId v : osteoblasts.table[osteoblasts.voxel]) work.taken[raw(v)] = 1;

    work.footprints.first.assign(1, 0);
    work.footprints.voxels.clear();
    for (const auto& voxels : claimed) {
        work.footprints.voxels.insert(work.footprints.voxels.end(), voxels.begin(), voxels.end());
        work.footprints.first.push_back(static_cast<std::uint32_t>(work.footprints.voxels.size()));
    }
}

}  // namespace trabecula
