#pragma once
#include "agents/observation.hpp"

#include <vector>

namespace trabecula {

/// What serum markers of bone turnover would follow; docs/histomorphometry.md says how far. Rates are means since the
/// last point of the series, undefined at its first.
std::vector<Observable> marker_observables();

}  // namespace trabecula
