#include "app/run/run_clock.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

namespace trabecula {

namespace {

constexpr std::array<std::string_view, chores> chore_names{"observe", "frames", "checkpoints"};

std::int64_t peak_memory_bytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{1024} * usage.ru_maxrss;
}

WorkProfile profile_of(const StageCost& stage, const StepCosts& costs)
{
    WorkProfile work{std::string(stage.name), stage.seconds, {}, 0.0};
    switch (stage.grows_with) {
        case GrowsWith::steps:
            work.per = "step";
            work.times = static_cast<double>(costs.steps);
            break;
        case GrowsWith::agents:
            work.per = "agent";
            work.times = static_cast<double>(costs.agent_steps);
            break;
        case GrowsWith::voxels:
            work.per = "voxel";
            work.times = static_cast<double>(costs.voxel_steps);
            break;
    }
    return work;
}

/// "12.3 ns": three digits and the unit that suits.
std::string time_text(double ns)
{
    if (ns < 1e3) return fmt::format("{:.3g} ns", ns);
    if (ns < 1e6) return fmt::format("{:.3g} us", 1e-3 * ns);
    if (ns < 1e9) return fmt::format("{:.3g} ms", 1e-6 * ns);
    return fmt::format("{:.3g} s", 1e-9 * ns);
}

void print_work(const RunProfile& profile)
{
    fmt::print("\n  Where the time went: {} steps on {} threads, {:.0f} agents in the mean, at most {:.0f} MB\n\n",
               profile.steps, profile.threads,
               static_cast<double>(profile.agent_steps) / static_cast<double>(profile.steps),
               1e-6 * static_cast<double>(profile.peak_memory_bytes));
    fmt::print("  {:<14}{:>12}{:>10}{:>14}\n", "", "seconds", "share", "each");
    double seconds = 0.0;
    for (const WorkProfile& work : profile.work) {
        const std::string each = work.times > 0.0 ? time_text(work.ns_each()) : "-";
        fmt::print("  {:<14}{:>12.3f}{:>8.1f} %{:>14} per {}\n", work.name, work.seconds,
                   100.0 * work.share_of(profile.seconds), each, work.per);
        seconds += work.seconds;
    }
    const double rest = profile.seconds - seconds;
    fmt::print("  {:<14}{:>12.3f}{:>8.1f} %\n", "rest", rest, 100.0 * rest / profile.seconds);
    fmt::print("  {:<14}{:>12.3f}{:>8.1f} %\n", "all", profile.seconds, 100.0);
}

void print_fields(const RunProfile& profile)
{
    if (profile.fields.empty()) return;
    fmt::print("\n  {:<14}{:>12}{:>10}{:>24}\n", "field", "seconds", "share", "cycles per step");
    for (const FieldProfile& field : profile.fields)
        if (field.most_iterations > 0)
            fmt::print("  {:<14}{:>12.3f}{:>8.1f} %{:>12.2f}, at most {}\n", field.name, field.seconds,
                       100.0 * field.seconds / profile.seconds, field.mean_iterations, field.most_iterations);
}

}  // namespace

RunProfile RunClock::profile(const TissueModel& model, int threads) const
{
    const StepCosts& costs = model.workspace().costs;
    RunProfile profile;
    profile.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    profile.steps = static_cast<std::int64_t>(costs.steps);
    profile.agent_steps = static_cast<std::int64_t>(costs.agent_steps);
    profile.threads = threads;
    profile.peak_memory_bytes = peak_memory_bytes();
    for (const StageCost& stage : costs.stages) profile.work.push_back(profile_of(stage, costs));
    for (std::size_t c = 0; c < chores; ++c)
        profile.work.push_back({std::string(chore_names[c]), chores_[c].seconds, "time", 1.0 * chores_[c].times});
    for (std::size_t f = 0; f < costs.fields.size(); ++f) {
        const FieldCost& cost = costs.fields[f];
        const double steps = std::max(1.0, static_cast<double>(costs.steps));
        profile.fields.push_back({model.params().fields[f].name, cost.seconds,
                                  static_cast<double>(cost.iterations) / steps, cost.most_iterations});
    }
    return profile;
}

void print_profile(const RunProfile& profile)
{
    if (profile.steps == 0) return;
    print_work(profile);
    print_fields(profile);
}

}  // namespace trabecula
