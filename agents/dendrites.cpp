#include "agents/dendrites.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>
#include <tuple>

namespace trabecula {

namespace {

/// Directions spread evenly over the sphere: a Fibonacci lattice.
Vector3 direction(int k)
{
    const double z = 1.0 - (2.0 * k + 1.0) / Dendrites::count;
    const double turn = std::numbers::pi * (3.0 - std::sqrt(5.0)) * k;
    const double across = std::sqrt(1.0 - z * z);
    return {across * std::cos(turn), across * std::sin(turn), z};
}

/// Voxels that a line from the middle of a voxel enters before its length is spent, through one face at a time.
std::vector<Voxel> path_along(const Vector3& way, double length)
{
    const std::array<double, 3> along{way.x, way.y, way.z};
    std::array<double, 3> next_face{};
    for (std::size_t a = 0; a < 3; ++a)
        next_face[a] = along[a] == 0.0 ? std::numeric_limits<double>::infinity() : 0.5 / std::abs(along[a]);
    std::vector<Voxel> path;
    Voxel at{0, 0, 0};
    while (true) {
        std::size_t axis = 0;
        for (std::size_t a = 1; a < 3; ++a)
            if (next_face[a] < next_face[axis]) axis = a;
        if (next_face[axis] > length) return path;
        (axis == 0 ? at.x : axis == 1 ? at.y : at.z) += along[axis] > 0.0 ? 1 : -1;
        next_face[axis] += 1.0 / std::abs(along[axis]);
        path.push_back(at);
    }
}

}  // namespace

Dendrites::Dendrites(double reach_voxels)
{
    std::vector<std::vector<Voxel>> paths;
    for (int k = 0; k < count; ++k) paths.push_back(path_along(direction(k), reach_voxels));
    const auto comes_first = [](const Voxel& a, const Voxel& b) {
        return std::tuple(a.x, a.y, a.z) < std::tuple(b.x, b.y, b.z);
    };
    std::ranges::sort(
        paths, [&](const auto& a, const auto& b) { return std::ranges::lexicographical_compare(a, b, comes_first); });
    add_steps(paths, 0);
}

/// @param paths  that are the same for `depth` voxels, in order: those that end there come first
void Dendrites::add_steps(std::span<const std::vector<Voxel>> paths, std::size_t depth)
{
    while (!paths.empty() && paths.front().size() == depth) paths = paths.subspan(1);
    while (!paths.empty()) {
        const Voxel way = paths.front()[depth];
        const auto other = std::ranges::find_if(paths, [&](const auto& path) { return path[depth] != way; });
        const auto branch = static_cast<std::size_t>(other - paths.begin());
        const std::size_t step = steps_.size();
        steps_.push_back({way, static_cast<int>(branch), 0});
        extent_ = std::max({extent_, std::abs(way.x), std::abs(way.y), std::abs(way.z)});
        add_steps(paths.first(branch), depth + 1);
        steps_[step].past_branch = steps_.size();
        paths = paths.subspan(branch);
    }
}

bool Dendrites::reaches_no_wall(const Grid& grid, Voxel from) const
{
    const Voxel low{from.x - extent_, from.y - extent_, from.z - extent_};
    const Voxel high{from.x + extent_, from.y + extent_, from.z + extent_};
    return grid.contains(low) && grid.contains(high);
}

}  // namespace trabecula
