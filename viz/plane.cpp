#include "viz/plane.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace trabecula {

namespace {

constexpr int depth_voxels = 2;

std::array<double, 4> catmull_rom(double t)
{
    return {((-t + 2) * t - 1) * t / 2, ((3 * t - 5) * t * t + 2) / 2, ((-3 * t + 4) * t + 1) * t / 2,
            (t - 1) * t * t / 2};
}

Voxel voxel_at(const PlaneAxes& axes, int across, int up, int layer)
{
    std::array<int, 3> place{};
    place[static_cast<std::size_t>(axes.across)] = across;
    place[static_cast<std::size_t>(axes.up)] = up;
    place[static_cast<std::size_t>(axes.through)] = layer;
    return {place[0], place[1], place[2]};
}

void continue_by_one(Plane& plane, std::vector<std::uint8_t>& known)
{
    const Plane before = plane;
    const std::vector<std::uint8_t> known_before = known;
    for (int up = 0; up < plane.height; ++up)
        for (int across = 0; across < plane.width; ++across) {
            const auto here = static_cast<std::size_t>(up * plane.width + across);
            if (known_before[here] != 0) continue;
            double sum = 0;
            int count = 0;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx) {
                    const int x = std::clamp(across + dx, 0, plane.width - 1);
                    const int y = std::clamp(up + dy, 0, plane.height - 1);
                    if (known_before[static_cast<std::size_t>(y * plane.width + x)] == 0) continue;
                    sum += before.at(x, y);
                    ++count;
                }
            if (count == 0) continue;
            plane.values[here] = static_cast<float>(sum / count);
            known[here] = 1;
        }
}

}  // namespace

PlaneAxes plane_axes(SliceAxis axis)
{
    switch (axis) {
        case SliceAxis::x:
            return {1, 2, 0};
        case SliceAxis::y:
            return {0, 2, 1};
        case SliceAxis::z:
            break;
    }
    return {0, 1, 2};
}

int count_along(const Grid& grid, int axis)
{
    return axis == 0 ? grid.nx : axis == 1 ? grid.ny : grid.nz;
}

float Plane::at(int across, int up) const
{
    const int x = std::clamp(across, 0, width - 1);
    const int y = std::clamp(up, 0, height - 1);
    return values[static_cast<std::size_t>(y * width + x)];
}

double Plane::linear(double across, double up) const
{
    const double x = std::floor(across - 0.5);
    const double y = std::floor(up - 0.5);
    const double s = across - 0.5 - x;
    const double t = up - 0.5 - y;
    const int i = static_cast<int>(x);
    const int j = static_cast<int>(y);
    return (1 - t) * ((1 - s) * at(i, j) + s * at(i + 1, j)) + t * ((1 - s) * at(i, j + 1) + s * at(i + 1, j + 1));
}

double Plane::cubic(double across, double up) const
{
    const double x = std::floor(across - 0.5);
    const double y = std::floor(up - 0.5);
    const auto along = catmull_rom(across - 0.5 - x);
    const auto upwards = catmull_rom(up - 0.5 - y);
    double sum = 0;
    for (int j = 0; j < 4; ++j)
        for (int i = 0; i < 4; ++i)
            sum += upwards[static_cast<std::size_t>(j)] * along[static_cast<std::size_t>(i)] *
                   at(static_cast<int>(x) + i - 1, static_cast<int>(y) + j - 1);
    return sum;
}

Plane plane_of(const std::vector<float>& values, const Grid& grid, const PlaneAxes& axes, int layer)
{
    Plane plane{count_along(grid, axes.across), count_along(grid, axes.up), {}};
    for (int up = 0; up < plane.height; ++up)
        for (int across = 0; across < plane.width; ++across)
            plane.values.push_back(values[grid.index(voxel_at(axes, across, up, layer))]);
    return plane;
}

Plane continued_below(const Plane& plane, const Plane& hidden)
{
    Plane continued = plane;
    std::vector<std::uint8_t> known;
    for (const float value : hidden.values) known.push_back(value < 0.5F ? 1 : 0);
    for (int i = 0; i < depth_voxels; ++i) continue_by_one(continued, known);
    return continued;
}

}  // namespace trabecula
