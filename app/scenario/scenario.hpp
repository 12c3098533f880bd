#pragma once
#include "agents/model_params.hpp"

#include "lattice/synthetic_bone.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// When a run writes what; from `[output]`. A time of 0 means never.
struct OutputPlan {
    Hours frames;
    Hours series;
    Hours checkpoints;
    std::int64_t keep_checkpoints = 2;
};

/// A scenario, checked: typed parts, and the TOML it was made from with all includes and settings joined.
struct Scenario {
    std::string title;
    ModelParams model;
    Hours duration;
    OutputPlan output;
    std::optional<SyntheticBone> synthetic;  // either this
    std::filesystem::path tissue_file;       // or this
    std::string resolved;                    // TOML
    std::string hash;                        // of `resolved`

    std::uint32_t steps() const;
};

/// Reads a scenario file with its includes, lays the settings over it, and checks all of it. A tissue file takes the
/// place of the scenario's own tissue.
/// @throws InputError  every problem that was found
Scenario load_scenario(const std::filesystem::path& file, const std::vector<std::string>& settings,
                       const std::string& tissue_file = {});

/// The same from the text that a run keeps, for `run --resume`.
Scenario scenario_from_text(const std::string& resolved, const std::string& name);

/// The tissue that the scenario asks for: made, or read.
Tissue make_tissue(const Scenario& scenario);

}  // namespace trabecula
