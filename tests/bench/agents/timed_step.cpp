#include "timed_step.hpp"

#include "stopwatch.hpp"

#include <algorithm>
#include <numeric>

namespace trabecula::bench {

double StageSeconds::of(std::string_view stage) const
{
    const auto found = std::ranges::find(stages(), stage, &Stage::name);
    return of_stage.at(static_cast<std::size_t>(found - stages().begin()));
}

double StageSeconds::total() const
{
    return std::accumulate(of_stage.begin(), of_stage.end(), 0.0);
}

void StageSeconds::keep_least(const StageSeconds& other)
{
    if (of_stage.empty()) of_stage = other.of_stage;
    for (std::size_t s = 0; s < of_stage.size(); ++s) of_stage[s] = std::min(of_stage[s], other.of_stage[s]);
}

StepTime timed_step(Workspace& work, int threads)
{
    return on_threads(threads, [&] {
        StepTime time;
        for (const Stage& stage : stages())
            time.clock.of_stage.push_back(
                seconds([&] { time.processor.of_stage.push_back(processor_seconds([&] { stage.run(work); })); }));
        return time;
    });
}

OneAndTwoThreads measure_steps(Workspace& work, int turns)
{
    timed_step(work, 2);  // the first fills empty fields
    OneAndTwoThreads least;
    for (int turn = 0; turn < turns; ++turn) {
        for (const auto& [threads, kept] : {std::pair(1, &least.one), std::pair(2, &least.two)}) {
            const StepTime time = timed_step(work, threads);
            kept->clock.keep_least(time.clock);
            kept->processor.keep_least(time.processor);
        }
    }
    return least;
}

}  // namespace trabecula::bench
