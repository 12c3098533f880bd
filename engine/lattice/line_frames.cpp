#include "lattice/line_frames.hpp"

#include "lattice/vector3.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace trabecula {

namespace {

constexpr int points_on_sphere = 1000;

/// Fibonacci's spiral over the sphere, of which the points with x > y > z > 0 are taken: one of 48 alike parts.
std::vector<LineFrame> frames_of_one_part()
{
    std::vector<LineFrame> frames;
    const double turn = std::numbers::pi * (3.0 - std::sqrt(5.0));
    for (int i = 0; i < points_on_sphere; ++i) {
        const double z = 1.0 - (2.0 * i + 1.0) / points_on_sphere;
        const double radius = std::sqrt(1.0 - z * z);
        const Vector3 along{radius * std::cos(turn * i), radius * std::sin(turn * i), z};
        if (!(along.x > along.y && along.y > along.z && along.z > 0.0)) continue;
        const Vector3 across = unit(cross(along, {0.0, 0.0, 1.0}));
        frames.push_back({along, across, cross(along, across)});
    }
    return frames;
}

/// A permutation of the axes, after mirroring y and z as asked; mirroring all three would repeat directions.
struct Turn {
    std::array<int, 3> axis;
    double y_sign;
    double z_sign;

    Vector3 operator()(Vector3 v) const
    {
        const std::array<double, 3> mirrored{v.x, y_sign * v.y, z_sign * v.z};
        const auto at = [&](std::size_t i) { return mirrored[static_cast<std::size_t>(axis[i])]; };
        return {at(0), at(1), at(2)};
    }
};

}  // namespace

std::vector<LineFrame> line_frames()
{
    const std::vector<LineFrame> part = frames_of_one_part();
    std::vector<LineFrame> frames;
    std::array<int, 3> axis{0, 1, 2};
    do {
        for (const double y_sign : {1.0, -1.0})
            for (const double z_sign : {1.0, -1.0}) {
                const Turn turn{axis, y_sign, z_sign};
                for (const LineFrame& f : part) frames.push_back({turn(f.along), turn(f.across), turn(f.upwards)});
            }
    } while (std::next_permutation(axis.begin(), axis.end()));
    return frames;
}

}  // namespace trabecula
