#pragma once
#include "app/run/run_scenario.hpp"

#include <filesystem>

namespace trabecula {

/// Refuses a folder that a run may not write into.
/// @throws InputError  it holds something else, or a run that is neither to be replaced nor resumed
void check_folder(const std::filesystem::path& folder, Start start);

/// Makes room for a run that replaces another. To be called when all that can be wrong with the new one is known to be
/// right.
void clear_folder(const std::filesystem::path& folder, Start start);

}  // namespace trabecula
