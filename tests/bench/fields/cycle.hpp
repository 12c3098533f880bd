#pragma once
#include "many_fields.hpp"

namespace trabecula::bench {

/// Seconds of one cycle, from the difference between solutions of one and of four from nothing: without what a solution
/// does once.
double seconds_per_cycle(DiffusionSolver& solver, const DiffusionStep& step);

/// One cycle for each field, in 1e6 voxels x fields per second; laying out the cells is not timed.
double cycle_rate_Mvoxel_per_s(ManyFields& fields);

}  // namespace trabecula::bench
