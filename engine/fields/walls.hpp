#pragma once
#include "core/units.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace trabecula {

/// What happens to a field at one face of the box.
struct Wall {
    enum class Kind : std::uint8_t {
        no_flux,   // nothing passes
        periodic,  // what leaves here enters at the opposite face, which must be periodic too
        held,      // the concentration at the face is given
    };
    Kind kind = Kind::no_flux;
    Picomolar level;  // where it is held

    bool operator==(const Wall&) const = default;
};

/// The six faces of the box, in the order of `names`.
struct Walls {
    static constexpr std::array<const char*, 6> names{"x_low", "x_high", "y_low", "y_high", "z_low", "z_high"};
    std::array<Wall, 6> faces;

    const Wall& low(std::size_t axis) const { return faces[2 * axis]; }
    const Wall& high(std::size_t axis) const { return faces[2 * axis + 1]; }
    bool is_periodic(std::size_t axis) const { return low(axis).kind == Wall::Kind::periodic; }
    bool any(Wall::Kind kind) const
    {
        return std::ranges::any_of(faces, [kind](const Wall& wall) { return wall.kind == kind; });
    }
    bool operator==(const Walls&) const = default;
};

}  // namespace trabecula
