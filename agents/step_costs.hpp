#pragma once
#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace trabecula {

/// What the work of a stage grows with.
enum class GrowsWith : std::uint8_t { steps, agents, voxels };

struct StageCost {
    std::string_view name;
    GrowsWith grows_with = GrowsWith::steps;
    double seconds = 0.0;
};

/// What the solver has spent on one field.
struct FieldCost {
    double seconds = 0.0;
    std::uint64_t iterations = 0;  // of all steps
    int most_iterations = 0;       // in one step
};

/// What the steps since a model was made have cost, in wall time: never part of its state.
struct StepCosts {
    std::vector<StageCost> stages;  // in the order of stages()
    std::vector<FieldCost> fields;  // in the order of ModelParams::fields
    std::uint64_t steps = 0;
    std::uint64_t agent_steps = 0;  // agents at the beginning of each step, summed over the steps
    std::uint64_t voxel_steps = 0;
};

/// Runs `work`, and adds the seconds that it takes to `seconds`.
template <class Work>
void add_seconds(double& seconds, Work&& work)
{
    const auto begin = std::chrono::steady_clock::now();
    std::forward<Work>(work)();
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace trabecula
