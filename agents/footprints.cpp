#include "agents/stages.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <tuple>

namespace trabecula {

namespace {

/// Surface voxels within a radius of a voxel, the nearest first, equals by index.
std::vector<VoxelId> surface_near(const Workspace& work, VoxelId centre, double radius_um)
{
    const Grid& grid = work.state.tissue.grid;
    const double radius = radius_um / grid.spacing.value;
    const int edge = static_cast<int>(std::floor(radius));
    const Voxel c = grid.voxel(centre);
    std::vector<std::pair<int, VoxelId>> near;
    for (int z = -edge; z <= edge; ++z) {
        for (int y = -edge; y <= edge; ++y) {
            for (int x = -edge; x <= edge; ++x) {
                const Voxel v{c.x + x, c.y + y, c.z + z};
                const int distance2 = x * x + y * y + z * z;
                if (distance2 > radius * radius || !grid.contains(v)) continue;
                if (work.touches_bone[grid.index(v)] != 0) near.emplace_back(distance2, grid.id(v));
            }
        }
    }
    std::ranges::sort(near);
    std::vector<VoxelId> voxels;
    for (const auto& [distance2, voxel] : near) voxels.push_back(voxel);
    return voxels;
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
    std::vector<std::vector<VoxelId>> claimed(osteoclasts.size());
    for (const std::uint32_t row : claim_order(work, osteoclasts)) {
        const double radius = std::max(radius_um(work, nuclei[row]), 1.5 * grid.spacing.value);
        const auto near = surface_near(work, voxel[row], radius);
        if (near.empty()) continue;
        voxel[row] = near.front();  // follows the bottom of its pit
        for (const VoxelId v : near) {
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
