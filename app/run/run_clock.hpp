#pragma once
#include "output/run_profile.hpp"

#include "agents/tissue_model.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace trabecula {

/// What a run does beside its steps.
enum class Chore : std::uint8_t { observe, frames, checkpoints };
constexpr std::size_t chores = 3;

/// Measures what a run costs, from when it is made.
class RunClock {
  public:
    /// Does a chore, and books its time.
    template <class Work>
    void time(Chore chore, Work&& work)
    {
        auto& [seconds, times] = chores_[static_cast<std::size_t>(chore)];
        add_seconds(seconds, std::forward<Work>(work));
        ++times;
    }

    /// What the run has cost so far.
    RunProfile profile(const TissueModel& model, int threads) const;

  private:
    struct ChoreCost {
        double seconds = 0.0;
        int times = 0;
    };
    std::array<ChoreCost, chores> chores_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// Prints a profile as tables: the work of a step in its order, then the fields.
void print_profile(const RunProfile& profile);

}  // namespace trabecula
