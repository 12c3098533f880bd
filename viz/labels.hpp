#pragma once
#include "core/units.hpp"

#include <string>
#include <string_view>

namespace trabecula {

/// "osteoclast_precursor" -> "osteoclast precursor"; "t_cell" -> "T cell".
std::string readable_name(std::string_view name);

/// The unit of udunits2 as people print it: "um3" -> "µm³", "1/mm3" -> "1/mm³"; "1" -> "".
std::string readable_unit(std::string_view unit);

/// "RANKL (pM)", or the name alone when the unit is "1"; with a factor, "RANKL (10⁻⁴ pM)" or "cells (10⁵)".
std::string with_unit(std::string_view name, std::string_view unit, std::string_view factor = {});

/// "6 h" below two days, then "12.5 d".
std::string time_text(Hours time);

/// "t = 6 h"
std::string time_stamp(Hours time);

}  // namespace trabecula
