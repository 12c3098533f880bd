#include "viz/palette.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace trabecula {

namespace {

constexpr Colour orange{230, 159, 0};
constexpr Colour sky_blue{86, 180, 233};
constexpr Colour bluish_green{0, 158, 115};
constexpr Colour yellow{240, 228, 66};
constexpr Colour blue{0, 114, 178};
constexpr Colour vermilion{213, 94, 0};
constexpr Colour reddish_purple{204, 121, 167};
constexpr Colour black{40, 40, 40};
constexpr Colour grey{140, 140, 140};

constexpr auto cell_colours = std::to_array<std::pair<std::string_view, Colour>>({
    {"preosteoblast", sky_blue},
    {"osteoblast", blue},
    {"lining_cell", grey},
    {"osteocyte", black},
    {"osteoclast_precursor", orange},
    {"osteoclast", vermilion},
    {"macrophage", bluish_green},
    {"t_cell", reddish_purple},
    {"b_cell", yellow},
});

// The muted scheme of Paul Tol (2021) without the hues that are near the table above.
constexpr auto other_colours = std::to_array<Colour>({
    {51, 34, 136},
    {136, 34, 85},
    {68, 170, 153},
    {153, 153, 51},
    {170, 68, 153},
    {17, 119, 51},
});

constexpr auto line_colours =
    std::to_array<Colour>({blue, vermilion, bluish_green, reddish_purple, orange, sky_blue, black, grey});

constexpr auto viridis = std::to_array<Colour>({
    {68, 1, 84},    {71, 13, 96},   {72, 24, 106},  {72, 35, 116},  {71, 45, 123},  {69, 55, 129},  {66, 64, 134},
    {62, 73, 137},  {59, 82, 139},  {55, 91, 141},  {51, 99, 141},  {47, 107, 142}, {44, 114, 142}, {41, 122, 142},
    {38, 130, 142}, {35, 137, 142}, {33, 145, 140}, {31, 151, 139}, {31, 159, 136}, {33, 166, 133}, {39, 173, 129},
    {49, 181, 123}, {61, 188, 116}, {76, 194, 108}, {92, 200, 99},  {110, 206, 88}, {129, 211, 77}, {149, 216, 64},
    {170, 220, 50}, {192, 223, 37}, {213, 226, 26}, {234, 229, 26}, {253, 231, 37},
});

std::uint32_t fnv1a(std::string_view text)
{
    std::uint32_t hash = 2166136261U;
    for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return hash;
}

}  // namespace

Colour cell_colour(std::string_view cell_type)
{
    const auto known = std::ranges::find(cell_colours, cell_type, &std::pair<std::string_view, Colour>::first);
    if (known != cell_colours.end()) return known->second;
    return other_colours[fnv1a(cell_type) % other_colours.size()];
}

Colour line_colour(std::size_t i)
{
    return line_colours[i % line_colours.size()];
}

Colour change_colour(double share)
{
    constexpr Colour middle{247, 246, 242};
    return mixed(middle, share < 0 ? blue : vermilion, std::clamp(std::abs(share), 0.0, 1.0));
}

Colour concentration_colour(double share)
{
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(viridis.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), viridis.size() - 2);
    return mixed(viridis[below], viridis[below + 1], place - static_cast<double>(below));
}

}  // namespace trabecula
