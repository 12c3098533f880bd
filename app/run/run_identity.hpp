#pragma once
#include "app/scenario/scenario.hpp"

#include "output/run_writer.hpp"

#include <string>

namespace trabecula {

/// What the files of a run say of it: scenario, program, command.
RunIdentity identity_of(const Scenario& scenario, const std::string& command_line);

}  // namespace trabecula
