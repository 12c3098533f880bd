#pragma once
#include "app/run/branch.hpp"

namespace trabecula {

/// Whether a run of the scenario may begin there: everything may differ from the saved run's but what the saved state
/// is made of, and what holds at time 0 only.
/// @throws InputError  every key that differs and must not, with both values and the reason
void check_branch(const BranchPoint& point, const Scenario& scenario);

}  // namespace trabecula
