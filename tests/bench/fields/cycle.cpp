#include "cycle.hpp"

#include "stopwatch.hpp"

#include <algorithm>

namespace trabecula::bench {

double seconds_per_cycle(DiffusionSolver& solver, const DiffusionStep& step)
{
    constexpr int more = 3;
    DiffusionStep timed = step;
    timed.tolerance = 0.0;
    const auto seconds_of = [&](int iterations) {
        std::ranges::fill(timed.concentration_pM, 0.0F);
        timed.most_iterations = iterations;
        return seconds([&] { solver.advance(timed); });
    };
    const double without = seconds_of(1);
    return (seconds_of(1 + more) - without) / more;
}

double cycle_rate_Mvoxel_per_s(ManyFields& fields)
{
    double time = 0.0;
    for (int f = 0; f < fields.count(); ++f) time += seconds_per_cycle(fields.solver(), fields.prepare(f));
    return fields.count() * megavoxels(fields.grid()) / time;
}

}  // namespace trabecula::bench
