#include "timed_parts.hpp"

#include "full_rulebook.hpp"
#include "problem.hpp"
#include "stopwatch.hpp"

#include <benchmark/benchmark.h>

namespace trabecula::bench {

namespace {

constexpr double agents_timed = 1e5;

void time_rulebook(benchmark::State& state)
{
    const Rulebook rulebook = full_rulebook(Rulebook({"x", "y", "z"}, {"drug"}, {}, {}));
    const std::vector<SystemicInterval> step{{Hours{1.0}, {0.7F}}};
    Rulebook::Scratch scratch(rulebook);
    for (auto _ : state) rulebook.evaluate(Rulebook::block, step, scratch);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rulebook.edge_count() * Rulebook::block));
}

/// Takes whole steps, and times one stage of each.
void time_stage(benchmark::State& state, const Stage& timed)
{
    Workspace work = whole_tissue(size_of(agents_timed));
    const auto step = [&] {
        double taken_s = 0.0;
        for (const Stage& stage : stages()) {
            const double stage_s = seconds([&] { stage.run(work); });
            if (stage.name == timed.name) taken_s = stage_s;
        }
        return taken_s;
    };
    on_threads(static_cast<int>(state.range(0)), [&] {
        step();
        for (auto _ : state) state.SetIterationTime(step());
    });
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(agent_count(work)));
}

BENCHMARK(time_rulebook)->Name("full rulebook, items: edges");

}  // namespace

int run_timed_parts(int count, char** words)
{
    for (const Stage& stage : stages())
        benchmark::RegisterBenchmark(("stage " + std::string(stage.name) + ", items: agents").c_str(),
                                     [&stage](benchmark::State& state) { time_stage(state, stage); })
            ->Arg(1)
            ->Arg(2)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond)
            ->Iterations(5);
    benchmark::Initialize(&count, words);
    if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace trabecula::bench
