#pragma once
#include <vector>

namespace trabecula {

/// Points of a design that samples: numbers from 0 to 1, one per factor.
using UnitPoints = std::vector<std::vector<double>>;

}  // namespace trabecula
