#pragma once
#include "problem.hpp"

namespace trabecula::bench {

/// By how much the peak of memory grows with each agent over three steps without the solver: from a hundredth of the
/// agents to all.
double peak_bytes_per_agent(const Size& size, Workspace (*tissue)(const Size&));

}  // namespace trabecula::bench
