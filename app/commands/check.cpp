#include "app/commands/commands.hpp"
#include "app/commands/scenario_arguments.hpp"
#include "app/run/bytes_text.hpp"
#include "app/run/estimate.hpp"

#include "core/memory.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

namespace {

std::string time_text(double seconds)
{
    if (seconds < 90.0) return fmt::format("{:.0f} s", seconds);
    if (seconds < 5400.0) return fmt::format("{:.0f} min", seconds / 60.0);
    return fmt::format("{:.1f} h", seconds / 3600.0);
}

/// What a cell releases where nothing diffuses stays with it.
void warn(const Scenario& scenario)
{
    for (std::size_t p = 0; p < scenario.model.cells.size(); ++p) {
        const CellParams& cell = scenario.model.cells[p];
        const bool in_bone = cell_types()[p].habitat == Habitat::bone;
        for (const FieldBehaviour& secretes : cell.secrete) {
            const FieldSpec& field = scenario.model.fields[secretes.field];
            if ((in_bone ? field.in_bone : field.in_marrow).value > 0.0) continue;
            fmt::print(stderr,
                       "warning: {0} does not diffuse in {1} (fields.{0}.diffusivity.{1} = 0), where {2} secretes it; "
                       "give it a diffusivity, or let the cell present it instead (present_{0})\n",
                       field.name, in_bone ? "bone" : "marrow", cell.name);
        }
    }
}

void check(const Scenario& scenario)
{
    const Estimate needs = estimate(scenario);
    fmt::print("{}\n# hash {}\n\n", scenario.resolved, scenario.hash);
    warn(scenario);
    fmt::print("{}\n  {} voxels, {:.1f} % bone, {:.0f} agents, {} steps, {} frames\n", scenario.title, needs.voxels,
               100.0 * needs.bone_share, needs.agents, needs.steps, needs.frames);
    fmt::print("  memory  {}\n  disk    {} at most (before compression)\n  time    {} with {} threads\n",
               bytes_text(needs.memory_bytes), bytes_text(needs.disk_bytes), time_text(needs.seconds),
               usable_threads());
    if (const MemoryLimit limit = usable_memory(); needs.memory_bytes > limit.bytes)
        fmt::print("  It does not fit here: {} allows {}.\n", limit.set_by, bytes_text(limit.bytes));
    fmt::print("The scenario is right; nothing was run or written.\n");
}

}  // namespace

void add_check(CLI::App& program)
{
    CLI::App* command =
        program.add_subcommand("check", "Check a scenario, show it in full, and estimate what a run needs");
    auto arguments = std::make_shared<ScenarioArguments>();
    arguments->add_to(*command);
    command->footer("Example:\n  trabecula check configs/scenarios/demo.toml --set time.seed=7");
    command->callback([arguments] { check(arguments->load()); });
}

}  // namespace trabecula
