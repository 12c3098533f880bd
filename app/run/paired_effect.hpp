#pragma once
#include "app/run/run_scenario.hpp"

#include "output/series.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// One read-out of a treated run beside that of its untreated twin.
struct PairedValue {
    double untreated = 0.0;
    double treated = 0.0;

    double difference() const { return treated - untreated; }

    /// In per cent of the untreated; not a number where that is 0.
    double percent() const;
};

struct PairedReadout {
    std::string name;
    std::string unit;
    PairedValue at_end;
    PairedValue mean;  // over the observations of the whole run
};

/// Every series that both runs have. @throws InputError  they do not end at the same time
std::vector<PairedReadout> paired_readouts(const TimeSeries& untreated, const TimeSeries& treated);

/// Runs a scenario into options.folder, and its untreated twin into another folder unless a run that ended is there
/// already; prints what the treatment did, and writes it into effect.csv of the treated run.
/// @throws InputError  the scenario has no intervention; the other folder holds no twin of it
RunEnd run_against_untreated(const Scenario& scenario, const RunOptions& options,
                             const std::filesystem::path& untreated);

}  // namespace trabecula
