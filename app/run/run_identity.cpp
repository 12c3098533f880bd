#include "app/run/run_identity.hpp"

#include "app/version.hpp"

namespace trabecula {

RunIdentity identity_of(const Scenario& scenario, const std::string& command_line,
                        const std::optional<BranchOrigin>& branch)
{
    RunIdentity identity;
    identity.title = scenario.title;
    identity.resolved_scenario = scenario.resolved;
    identity.scenario_hash = scenario.hash;
    identity.version = std::string(program_version);
    identity.git_revision = std::string(git_revision);
    identity.build_options = std::string(build_options);
    identity.command_line = command_line;
    identity.seed = scenario.model.seed;
    identity.branch = branch;
    for (const CellParams& cell : scenario.model.cells)
        identity.cell_types.push_back({cell.name, 0.5 * cell.diameter.value, cell.weight});
    return identity;
}

}  // namespace trabecula
