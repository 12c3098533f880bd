#pragma once
#include "agents/observation.hpp"

#include <vector>

namespace trabecula {

/// Histomorphometry as time series, by the names of [Dempster2013]; docs/histomorphometry.md defines each.
std::vector<Observable> histology_observables(const ModelParams& params);

}  // namespace trabecula
