#include "cycle.hpp"

#include "stopwatch.hpp"

namespace trabecula::bench {

double seconds_per_cycle(DiffusionSolver& solver, const DiffusionStep& step)
{
    int iterations = 0;
    const double time = seconds([&] { iterations = solver.advance(step).iterations; });
    return time / iterations;
}

double cycle_rate_Mvoxel_per_s(ManyFields& fields)
{
    double time = 0.0;
    for (int f = 0; f < fields.count(); ++f) time += seconds_per_cycle(fields.solver(), fields.prepare(f));
    return fields.count() * megavoxels(fields.grid()) / time;
}

}  // namespace trabecula::bench
