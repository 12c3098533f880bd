#pragma once
#include "app/run/recorder.hpp"
#include "app/scenario/scenario.hpp"

#include "output/saved_states.hpp"

#include "agents/tissue_model.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// A state that a run saved, and from which another run is to begin.
struct BranchPoint {
    SavedStates saved;
    SavedStates::Moment moment;

    /// How messages name the run.
    std::string name() const { return saved.run().string(); }
};

/// @param at  absent: the latest that was saved
/// @throws InputError  not a run, nothing saved, or nothing at that time: then with the nearest and how to save one
BranchPoint find_branch_point(const std::filesystem::path& run, std::optional<Hours> at);

/// What became of a model that took a saved state over.
struct Begun {
    BranchOrigin origin;

    /// For the user: what the state lacked or had beyond the scenario, what began before it.
    std::vector<std::string> notes;
};

/// Takes the saved state into a model of the scenario as it was made, and the time series so far.
/// @throws InputError  the state has cells that the scenario rules out, or another bone than its file
/// @throws FileError   the saved state is damaged, or of another version
Begun begin_at(const BranchPoint& point, const Scenario& scenario, TissueModel& model, Recorder& recorder);

/// Whether a run that is to go on began there.
/// @throws InputError  it began elsewhere
void check_same_beginning(const BranchPoint& asked, const std::optional<BranchOrigin>& origin,
                          const std::filesystem::path& folder);

}  // namespace trabecula
