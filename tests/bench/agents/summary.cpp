#include "summary.hpp"

#include "full_rulebook.hpp"
#include "memory.hpp"
#include "rules.hpp"
#include "stopwatch.hpp"
#include "timed_step.hpp"

#include <algorithm>
#include <limits>

namespace trabecula::bench {

namespace {

constexpr int turns = 3;

template <class Work>
double least_processor_seconds(Work&& work)
{
    double least_s = std::numeric_limits<double>::infinity();
    for (int turn = 0; turn < turns; ++turn)
        least_s = std::min(least_s, on_threads(1, [&] { return processor_seconds(work); }));
    return least_s;
}

double sense_agent_steps_per_s(const Size& size)
{
    Workspace work = crowd_with_full_rulebook(size);
    apply_schedules(work);
    return static_cast<double>(agent_count(work)) / least_processor_seconds([&] { sense(work); });
}

double footprints_per_s(Workspace& work)
{
    const auto footprints = static_cast<double>(work.cells(Cell::osteoclast).size());
    return footprints / least_processor_seconds([&] { claim_footprints(work); });
}

}  // namespace

nlohmann::ordered_json summary(const Options& options)
{
    const double sense_rate = sense_agent_steps_per_s(options.size);
    const double bytes_per_agent = peak_bytes_per_agent(options.size, &whole_tissue);
    Workspace work = whole_tissue(options.size);
    const OneAndTwoThreads steps = measure_steps(work, turns);
    const StageSeconds& one = steps.one.processor;
    const auto agents = static_cast<double>(agent_count(work));
    const auto voxels = static_cast<double>(work.state.tissue.grid.size());
    return {
        {"agents", agents},
        {"voxels", voxels},
        {"sense_agent_steps_per_s_1_thread", sense_rate},
        {"rule_edges_per_s", edges_per_s(full_rulebook(work.params.cells[index(Cell::macrophage)].rulebook))},
        {"move_agents_per_s", agents / one.of("move")},
        {"claim_footprints_per_s", footprints_per_s(work)},
        {"remodel_voxels_per_s", voxels / one.of("remodel")},
        {"step_seconds_1_thread", steps.one.clock.total()},
        {"step_processor_seconds_1_thread", one.total()},
        {"step_seconds_2_threads", steps.two.clock.total()},
        {"parallel_efficiency_2_threads", steps.efficiency()},
        {"agent_steps_per_s_2_threads", agents / steps.two.clock.total()},
        {"bytes_per_agent", bytes_per_agent},
    };
}

}  // namespace trabecula::bench
