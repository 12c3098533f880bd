#pragma once
#include "viz/content.hpp"
#include "viz/picture.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula::test {

/// A horizontal rod of bone through the middle of a cube of 24^3 voxels of 10 um.
inline BoneImage rod()
{
    BoneImage bone{{24, 24, 24, {10.0}}, {}, {}};
    for (std::size_t i = 0; i < bone.grid.size(); ++i) {
        const Vector3 c = bone.grid.centre_um(bone.grid.voxel(i));
        const double depth_um = 50.0 - std::hypot(c.y - 120.0, c.z - 120.0);
        bone.bone_fraction.push_back(static_cast<float>(std::clamp(0.5 + depth_um / 10, 0.0, 1.0)));
    }
    return bone;
}

/// One large cell of each type along a line in front of the rod, as the corner view sees it.
inline CellImage one_of_each()
{
    CellImage cells{{{"osteoclast", 20.0, 1.0}, {"osteoblast", 10.0, 1.0}, {"t_cell", 6.0, 10.0}}, {}};
    for (std::size_t t = 0; t < cells.types.size(); ++t) {
        cells.agents.position_um.push_back({40.0F + 70.0F * static_cast<float>(t), 30.0F, 190.0F});
        cells.agents.type.push_back(static_cast<std::uint8_t>(t));
        cells.agents.radius_um.push_back(20.0F);
        cells.agents.id.push_back(t);
    }
    return cells;
}

inline std::size_t pixels_near(const Picture& picture, Colour colour, int tolerance)
{
    const auto is_near = [&](Colour pixel) {
        return std::abs(pixel.red - colour.red) <= tolerance && std::abs(pixel.green - colour.green) <= tolerance &&
               std::abs(pixel.blue - colour.blue) <= tolerance;
    };
    return static_cast<std::size_t>(std::ranges::count_if(picture.pixels, is_near));
}

inline bool has_hue_of(Colour pixel, Colour colour)
{
    const auto share = [](Colour c, int part) {
        return part / static_cast<double>(std::max(1, c.red + c.green + c.blue));
    };
    return pixel.red + pixel.green + pixel.blue > 90 &&
           std::abs(share(pixel, pixel.red) - share(colour, colour.red)) < 0.04 &&
           std::abs(share(pixel, pixel.green) - share(colour, colour.green)) < 0.04;
}

/// Pixels of a colour, lit or shaded, left of the legend.
inline long pixels_of_hue(const Picture& picture, Colour colour)
{
    long count = 0;
    for (int y = 60; y < picture.size.height; ++y)
        for (int x = 0; x < picture.size.width * 6 / 10; ++x) count += has_hue_of(picture.at(x, y), colour) ? 1 : 0;
    return count;
}

}  // namespace trabecula::test
