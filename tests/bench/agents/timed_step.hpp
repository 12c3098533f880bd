#pragma once
#include "agents/stages.hpp"

#include <string_view>
#include <vector>

namespace trabecula::bench {

/// Seconds of each stage of a step, in the order of stages().
struct StageSeconds {
    std::vector<double> of_stage;

    double of(std::string_view stage) const;
    double total() const;

    /// For each stage the lesser.
    void keep_least(const StageSeconds& other);
};

/// What a step took by the clock, and of the processor that began it: on one thread all of the work, which others on
/// the machine hardly disturb.
struct StepTime {
    StageSeconds clock;
    StageSeconds processor;
};

StepTime timed_step(Workspace& work, int threads);

/// Steps of one tissue on one and two threads by turns: for each stage the least time of all turns.
struct OneAndTwoThreads {
    StepTime one;
    StepTime two;

    /// Of the whole step, by the clock: 1 when two threads take half the time.
    double efficiency() const { return one.clock.total() / (2.0 * two.clock.total()); }
};

OneAndTwoThreads measure_steps(Workspace& work, int turns);

}  // namespace trabecula::bench
