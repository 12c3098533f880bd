#pragma once
#include "app/scenario/scenario.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace trabecula {

/// The scenario of a command, and what its options change in it: the same for every command that takes one.
struct ScenarioArguments {
    std::string file;
    ScenarioChanges changes;

    void add_to(CLI::App& command)
    {
        command.add_option("scenario", file, "TOML file of the scenario")->required();
        command.add_option("--tissue", changes.tissue, "tissue file to run on, instead of the scenario's tissue")
            ->check(CLI::ExistingFile);
        command
            .add_option("--cells", changes.cells,
                        "table (CSV) of the cells at time 0, instead of those that densities give")
            ->check(CLI::ExistingFile);
        command.add_option("--set", changes.settings, "set any key: --set time.duration='2 d'")
            ->allow_extra_args(false);
    }
    Scenario load() const { return load_scenario(file, changes); }
};

}  // namespace trabecula
