#include "imaging/length_unit.hpp"

#include <algorithm>
#include <array>

namespace trabecula {

namespace {

struct Unit {
    std::string_view name;
    double um;
};
constexpr auto units = std::to_array<Unit>({
    {"mm", 1e3},
    {"millimeter", 1e3},
    {"millimeters", 1e3},
    {"millimetre", 1e3},
    {"um", 1.0},
    {"µm", 1.0},
    {"micron", 1.0},
    {"microns", 1.0},
    {"micrometer", 1.0},
    {"micrometers", 1.0},
    {"micrometre", 1.0},
    {"m", 1e6},
    {"cm", 1e4},
    {"nm", 1e-3},
});

}  // namespace

std::optional<double> um_per_unit(std::string_view unit)
{
    const auto known = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == unit; });
    if (known == units.end()) return std::nullopt;
    return known->um;
}

}  // namespace trabecula
