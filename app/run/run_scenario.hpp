#pragma once
#include "app/run/branch.hpp"
#include "app/run/progress.hpp"
#include "app/scenario/scenario.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace trabecula {

enum class Start { fresh, replace, resume };

struct RunOptions {
    std::filesystem::path folder;
    Start start = Start::fresh;
    Talk talk = Talk::normal;
    bool profile = false;
    std::string command_line;
    int threads = 1;
    double save_every_s = 0.0;  // wall time after which a checkpoint is written whatever the scenario says; 0: never
    std::optional<BranchPoint> branch = {};  // absent: at time 0
};

/// Of a run beside its untreated twin, in its folder.
inline constexpr const char* effect_file = "effect.csv";

enum class RunEnd { finished, stopped_by_signal };

/// Runs a scenario into a folder, and prints a summary.
/// @throws InputError  the folder exists already, or belongs to another scenario
RunEnd run_scenario(const Scenario& scenario, const RunOptions& options);

}  // namespace trabecula
