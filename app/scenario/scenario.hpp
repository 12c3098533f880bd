#pragma once
#include "app/scenario/read_interventions.hpp"

#include "agents/model_params.hpp"

#include "lattice/culture_well.hpp"
#include "lattice/synthetic_bone.hpp"

#include "core/config/document.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// When a run writes what; from `[output]`. A time of 0 means never.
struct OutputPlan {
    Hours frames;
    Hours series;
    Hours checkpoints;
    std::int64_t keep_checkpoints = 2;
};

/// An animal or a patient that a scenario was laid out for, from `[profile.NAME]`.
struct Profile {
    std::string name;
    std::string meaning;
    std::string source;
};

/// A scenario, checked: typed parts, and the TOML it was made from with all includes and settings joined.
struct Scenario {
    std::string title;
    std::vector<Profile> profiles;
    ModelParams model;
    Medication medication;
    Hours duration;
    OutputPlan output;
    std::optional<SyntheticBone> synthetic;  // either this
    std::optional<CultureWell> well;         // or this
    std::filesystem::path tissue_file;       // or this
    ConfigNode tree;                         // all that it says, with the places where it says so
    std::string resolved;                    // the same as TOML
    std::string hash;                        // of `resolved` and the contents of the files it names

    std::uint32_t steps() const;
};

/// What the command line change in a scenario file.
struct ScenarioChanges {
    std::vector<std::string> settings = {};            // "key.path=value"
    std::string tissue = {};                           // a tissue file in place of the scenario's tissue; empty: none
    std::string cells = {};                            // a table of cells in place of densities; empty: none
    std::vector<std::filesystem::path> overlays = {};  // files laid over the scenario's own text, below the settings
};

/// Whether the value of a key, "tissue.file", is the path of a file.
bool is_file_key(std::string_view path);

/// What a scenario file says, with its includes and overlays, before settings are laid over it: read once where many
/// runs differ by settings alone.
struct ScenarioText {
    ConfigNode tree;
    std::filesystem::path folder;  // to which the paths in it are relative
};

/// Leaves the settings of `changes` out.
/// @throws InputError  a file is not there, or is no TOML
ScenarioText read_scenario_text(const std::filesystem::path& file, const ScenarioChanges& changes);

/// Lays settings over it, and checks all of it.
/// @throws InputError  every problem that was found
Scenario scenario_from(const ScenarioText& text, std::vector<std::string> settings);

/// The two of them.
Scenario load_scenario(const std::filesystem::path& file, const ScenarioChanges& changes = {});

/// The same from the text that a run keeps, for `run --resume`.
Scenario scenario_from_text(const std::string& resolved, const std::string& name);

/// The same scenario with another seed: what reading it again with that `time.seed` gives.
Scenario with_seed(Scenario scenario, std::int64_t seed);

/// The lattice of the scenario's bone, which is not made or read for it.
Grid grid_of(const Scenario& scenario);

/// The bone that the scenario asks for: made, or read.
BoneVolume make_bone(const Scenario& scenario);

/// The same as the tissue of a run.
Tissue make_tissue(const Scenario& scenario);

/// The tissue of a run from its bone, which was made before.
Tissue make_tissue(const Scenario& scenario, const BoneVolume& bone);

}  // namespace trabecula
