#include "agents/surface_disc.hpp"

#include "lattice/cube_about.hpp"

#include "core/random.hpp"

#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

namespace trabecula {

std::optional<VoxelId> nearest_surface(const Grid& grid, std::span<const std::uint8_t> marks, VoxelId from,
                                       double radius_um, CellId id)
{
    const double radius = radius_um / grid.spacing.value;
    std::optional<std::tuple<int, std::uint64_t, VoxelId>> best;
    for_cube_about(grid, from, static_cast<int>(radius), [&](VoxelId voxel, int distance2) {
        if (marks[raw(voxel)] == 0 || distance2 > radius * radius) return;
        const std::tuple place{distance2, mix(raw(id), std::uint64_t{raw(voxel)}), voxel};
        if (!best || place < *best) best = place;
    });
    if (!best) return std::nullopt;
    return std::get<VoxelId>(*best);
}

std::vector<VoxelId> surface_disc(const Grid& grid, std::span<const std::uint8_t> marks, VoxelId centre,
                                  double radius_um)
{
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
            if (marks[raw(voxel)] == 0) return;
            const Voxel v = grid.voxel(voxel);
            if (!is_within(v) || std::exchange(mark(v), std::uint8_t{1}) != 0) return;
            found.push_back(voxel);
        });
    return found;
}

double disc_radius_um(double um2)
{
    return std::sqrt(um2 / std::numbers::pi);
}

}  // namespace trabecula
