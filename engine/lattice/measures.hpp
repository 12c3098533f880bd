#pragma once
#include "lattice/morphometry.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace trabecula {

/// A number of the morphometry as it is reported.
struct Measure {
    std::string_view name;        // after [Bouxsein2010]; unique, the key in every output
    std::string_view unit;        // as udunits2 reads it
    std::string_view meaning;     // in a few words
    std::string_view convention;  // by which rule, so that another program's number can be compared
    std::optional<double> (*value)(const Morphometry&);
};

/// All measures, in the order in which they are shown. The only list: tables, JSON, CSV and docs follow it.
std::span<const Measure> measures();

}  // namespace trabecula
