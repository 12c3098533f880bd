#pragma once
#include "output/run_reader.hpp"

#include "core/config/document.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// Runs of one scenario, which differ in their seeds alone: replicates.
struct Arm {
    std::string name;  // tells it from the other arms
    ConfigNode scenario;
    std::vector<RunReader> runs;

    const RunReader& first() const { return runs.front(); }
};

/// A key of the scenario, or a table of it, that is not the same in all arms.
struct Difference {
    std::string path;
    std::vector<std::string> values;  // one per arm; "–" where it is absent
};

/// What a report is about. The first arm is what the others are compared with.
struct Comparison {
    std::vector<Arm> arms;
    std::vector<Difference> differences;
};

/// Whether a scenario was run more than once.
bool has_replicates(const Comparison& comparison);

/// Opens runs, and puts replicates together. Titles do not tell scenarios apart, but name them where they can.
/// @throws InputError  all that are no runs, damaged, or given twice (the same scenario and seed)
Comparison read_comparison(const std::vector<std::filesystem::path>& runs);

/// A series over the replicates of an arm.
struct Spread {
    std::string unit;
    std::string meaning;
    std::vector<double> time_h;
    std::vector<double> mean;  // of the runs that have a number at that time; NaN when none has
    std::vector<double> sd;    // of the sample; NaN with fewer than two numbers
};
std::optional<Spread> spread_of(const Arm& arm, const std::string& series);

/// Mean and standard deviation of the numbers among some values; what cannot be told is NaN.
struct MeanAndSd {
    double mean = 0.0;
    double sd = 0.0;
    std::size_t count = 0;
};
MeanAndSd mean_and_sd(const std::vector<double>& values);

/// The series of that name in a run; nothing when it has none.
const Series* find_series(const RunReader& run, const std::string& name);

}  // namespace trabecula
