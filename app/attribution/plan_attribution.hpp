#pragma once
#include "app/scenario/scenario.hpp"
#include "app/study/study.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// Through which of its targets does a compound act on read-outs of a scenario that gives it?
struct AttributionQuestion {
    std::filesystem::path scenario;
    ScenarioChanges changes;
    std::string compound;
    std::vector<std::string> readouts = {"BV/TV"};  // time series
    Reduce reduce = Reduce::last;
    Hours from;  // of the window that is reduced
    std::int64_t replicates = 4;
    std::int64_t first_seed = 1;
};

/// A scenario with some target lines of the compound switched off, run with every seed.
struct AttributionArm {
    std::vector<std::string> off;  // names of effects
    std::string hash;              // of its scenario with seed 0
};

/// What is switched: one target line, or all lines that act on one cell type.
struct SwitchedPart {
    enum class Of : std::uint8_t { cell, line };
    Of of = Of::line;
    std::string name;       // "osteoclast_precursor", "inhibits osteoclast_precursor.nfkb"
    std::size_t lines = 1;  // that it holds
    bool residual = false;  // a line that acts beyond what those further upstream explain
    std::size_t off = 0;    // the arm where only this is switched off
    std::size_t alone = 0;  // the arm where all else is switched off
};

struct AttributionPlan {
    AttributionQuestion question;
    std::string title;  // of the scenario
    std::vector<Response> responses;
    std::vector<std::string> units;  // of the responses
    std::vector<SwitchedPart> parts;
    std::vector<AttributionArm> arms;
    std::size_t treated = 0;    // the arm where nothing is switched off
    std::size_t untreated = 0;  // the arm where every line is

    Scenario scenario(std::size_t arm, std::int64_t seed) const;
};

/// Loads the scenario of every arm, so that nothing runs where a part is wrong. Runs no parallel loop.
/// @throws InputError  the scenario does not give the compound; the compound has no target line; no such read-out
AttributionPlan plan_attribution(const AttributionQuestion& question);

}  // namespace trabecula
