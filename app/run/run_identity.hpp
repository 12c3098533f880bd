#pragma once
#include "app/scenario/scenario.hpp"

#include "output/run_writer.hpp"

#include <optional>
#include <string>

namespace trabecula {

/// What the files of a run say of it: scenario, program, command, beginning.
RunIdentity identity_of(const Scenario& scenario, const std::string& command_line,
                        const std::optional<BranchOrigin>& branch = {});

}  // namespace trabecula
