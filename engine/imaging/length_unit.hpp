#pragma once
#include <optional>
#include <string_view>

namespace trabecula {

/// Micrometres in one of the unit as file headers write it ("mm", "microns", "um"); nothing for an unknown one.
std::optional<double> um_per_unit(std::string_view unit);

}  // namespace trabecula
