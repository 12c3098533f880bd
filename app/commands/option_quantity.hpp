#pragma once
#include "core/config/unit_system.hpp"
#include "core/error.hpp"

#include <fmt/format.h>

#include <string>

namespace trabecula {

/// The value of an option that carries a unit.
/// @throws InputError  with the option, the text, and an example
template <class Dimension>
Quantity<Dimension> option_quantity(const UnitSystem& units, const std::string& option, const std::string& text)
{
    const auto value = units.read(text, Dimension::name);
    if (!value)
        throw InputError(fmt::format("{} = \"{}\" is not {}; give one like \"{}\"", option, text, Dimension::name.noun,
                                     Dimension::name.example));
    return {*value};
}

}  // namespace trabecula
