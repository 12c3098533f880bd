#pragma once
#include "app/scenario/scenario.hpp"
#include "app/study/study.hpp"

#include "output/study_file.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace trabecula {

/// One run of a study: an arm with a seed.
struct PlannedRun {
    std::size_t arm = 0;
    std::int64_t seed = 0;
    std::string arm_hash;  // of the arm's scenario with seed 0
    std::string key;       // names its file: a hash of the above, the seed and the program
};

/// A response of which all is known.
struct PlannedResponse {
    Response response;
    std::string unit;
    std::optional<StudyTarget> target = {};
};

struct Plan {
    ScenarioText base;             // what all arms begin from
    std::vector<PlannedRun> runs;  // in the order of the table: arm by arm, seeds within
    std::vector<PlannedResponse> responses;
};

/// What all arms of a study begin from: its base with its overlays.
/// @throws InputError
ScenarioText base_of(const Study& study);

/// The scenario of one run.
/// @throws InputError
Scenario scenario_of(const Study& study, const ScenarioText& base, const Arm& arm, std::int64_t seed);

/// Loads the scenario of every arm, so that nothing runs of a study of which a part is wrong. Runs no parallel loop.
/// @throws InputError  every problem that was found, at its place in the study file, with the arm that it concerns
Plan plan_runs(const Study& study);

}  // namespace trabecula
