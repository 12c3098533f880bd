#include "timed_parts.hpp"

#include "bones.hpp"
#include "cycle.hpp"
#include "stopwatch.hpp"
#include "triad.hpp"

#include <benchmark/benchmark.h>

namespace trabecula::bench {

namespace {

/// The argument of each benchmark: threads.
int threads_of(const benchmark::State& state)
{
    return static_cast<int>(state.range(0));
}

void time_cycles(benchmark::State& state, const Bone& bone)
{
    ManyFields fields(bone.grid, bone.materials, 1);
    const DiffusionStep step = fields.prepare(0);
    for (auto _ : state) {
        std::ranges::fill(step.concentration_pM, 0.0F);
        state.SetIterationTime(on_threads(threads_of(state), [&] { return seconds_per_cycle(fields.solver(), step); }));
    }
    state.counters["voxels/s"] =
        benchmark::Counter(static_cast<double>(bone.grid.size()), benchmark::Counter::kIsIterationInvariantRate);
}

void cycle_without_bone(benchmark::State& state)
{
    time_cycles(state, no_bone(cube(standard_edge)));
}

void cycle_with_synthetic_bone(benchmark::State& state)
{
    static const Bone bone = synthetic_bone(cube(standard_edge));
    time_cycles(state, bone);
}

void triad(benchmark::State& state)
{
    Triad arrays;
    double best_GB_per_s = 0.0;
    for (auto _ : state)
        best_GB_per_s = std::max(best_GB_per_s, on_threads(threads_of(state), [&] { return arrays.rate_GB_per_s(); }));
    state.counters["best GB/s"] = best_GB_per_s;
}

BENCHMARK(cycle_without_bone)->Arg(1)->Arg(2)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK(cycle_with_synthetic_bone)->Arg(1)->Arg(2)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK(triad)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

int run_timed_parts(int count, char** words)
{
    benchmark::Initialize(&count, words);
    if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace trabecula::bench
