#include "sections.hpp"
#include "table.hpp"
#include "timed_step.hpp"

#include <fmt/format.h>

namespace trabecula::bench {

namespace {

constexpr int turns = 5;

struct Count {
    double times;
    const char* of;
};

Count count(GrowsWith grows_with, const Workspace& work)
{
    if (grows_with == GrowsWith::agents) return {static_cast<double>(agent_count(work)), "agent"};
    if (grows_with == GrowsWith::voxels) return {static_cast<double>(work.state.tissue.grid.size()), "voxel"};
    return {1.0, "step"};
}

}  // namespace

nlohmann::ordered_json stage_times(const Options& options)
{
    Workspace work = whole_tissue(options.size);
    Table table(fmt::format("stages: a step of {} agents in {}^3 voxels; 1 thread: of the processor; 2 threads: by the "
                            "clock;\nefficiency: by the clock, 1 when two threads take half the time",
                            agent_count(work), options.size.edge),
                {"stage", "ms 1 thread", "ns each", "per", "ms 2 threads", "efficiency"});
    const OneAndTwoThreads steps = measure_steps(work, turns);
    for (std::size_t s = 0; s < stages().size(); ++s) {
        const double one_s = steps.one.processor.of_stage[s];
        const double two_s = steps.two.clock.of_stage[s];
        const Count each = count(stages()[s].grows_with, work);
        table.add({std::string(stages()[s].name), 1e3 * one_s, 1e9 * one_s / each.times, each.of, 1e3 * two_s,
                   steps.one.clock.of_stage[s] / (2.0 * two_s)});
    }
    const double agents = static_cast<double>(agent_count(work));
    table.add({"all", 1e3 * steps.one.processor.total(), 1e9 * steps.one.processor.total() / agents, "agent",
               1e3 * steps.two.clock.total(), steps.efficiency()});
    return table.rows();
}

}  // namespace trabecula::bench
