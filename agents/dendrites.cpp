#include "agents/dendrites.hpp"

#include <cmath>
#include <limits>
#include <numbers>

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
    for (int k = 0; k < count; ++k) paths_.push_back(path_along(direction(k), reach_voxels));
}

}  // namespace trabecula
