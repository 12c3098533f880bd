#include "viz/eye.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trabecula {

namespace {

Eye eye_at(double turn_degrees, double rise_degrees)
{
    const double turn = turn_degrees * std::numbers::pi / 180;
    const double rise = rise_degrees * std::numbers::pi / 180;
    return {{std::cos(turn), std::sin(turn), 0},
            {-std::sin(rise) * std::sin(turn), std::sin(rise) * std::cos(turn), std::cos(rise)},
            {std::cos(rise) * std::sin(turn), -std::cos(rise) * std::cos(turn), std::sin(rise)}};
}

double shadow_um(const Grid& grid, const Vector3& along)
{
    const Vector3 extent = extent_um(grid);
    return extent.x * std::abs(along.x) + extent.y * std::abs(along.y) + extent.z * std::abs(along.z);
}

}  // namespace

Eye eye_at(Camera camera, double turn_degrees)
{
    switch (camera) {
        case Camera::front:
            return eye_at(turn_degrees, 0.0);
        case Camera::side:
            return eye_at(90 + turn_degrees, 0.0);
        case Camera::top:
            return eye_at(turn_degrees, 90.0);
        case Camera::corner:
            break;
    }
    return eye_at(34 + turn_degrees, 25.0);
}

Vector3 extent_um(const Grid& grid)
{
    const double step = grid.spacing.value;
    return {grid.nx * step, grid.ny * step, grid.nz * step};
}

Spot shadow_um(const Grid& grid, const Eye& eye)
{
    return {shadow_um(grid, eye.right), shadow_um(grid, eye.up)};
}

Spot turned_shadow_um(const Grid& grid, const Eye& eye)
{
    const Vector3 extent = extent_um(grid);
    const double across = std::hypot(extent.x, extent.y);
    return {across, across * std::hypot(eye.up.x, eye.up.y) + extent.z * std::abs(eye.up.z)};
}

double fitting_px_per_um(const Box& drawing, Spot shadow_um)
{
    return 0.98 * std::min(drawing.width / shadow_um.x, drawing.height / shadow_um.y);
}

}  // namespace trabecula
