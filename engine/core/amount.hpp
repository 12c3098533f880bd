#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace trabecula {

/// A number and the unit behind it, as they are written: of "3 uM" 3 and "uM"; of "3" the unit is empty.
struct Amount {
    double number = 0.0;
    std::string unit;
};

/// Nothing where the text does not begin with a number ("inflamed" does not begin with infinity). Whether the unit is
/// one is not asked (UnitSystem).
std::optional<Amount> read_amount(std::string_view text);

}  // namespace trabecula
