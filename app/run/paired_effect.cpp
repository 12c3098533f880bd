#include "app/run/paired_effect.hpp"

#include "app/run/untreated_twin.hpp"

#include "output/atomic_file.hpp"
#include "output/run_reader.hpp"

#include "agents/observables.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

double mean_of(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Whether a run is there that has ended and stands for the twin; else the twin is to be run, or to be gone on with.
bool has_ended_twin(const fs::path& folder, const Scenario& scenario, const Scenario& twin)
{
    if (!fs::exists(folder) || (fs::is_directory(folder) && fs::is_empty(folder))) return false;
    const RunReader run = as_input([&] { return RunReader(folder); });
    if (run.scenario_hash() == twin.hash && run.final_state_hash().empty()) return false;
    check_twin(run, scenario);
    return true;
}

std::string as_csv(const std::vector<PairedReadout>& readouts)
{
    const auto cell = [](double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string(); };
    std::string text =
        "# treated and untreated run of one seed; difference in per cent of the untreated; mean: over all "
        "observations\n"
        "readout,unit,untreated_end,treated_end,percent_end,untreated_mean,treated_mean,percent_mean\n";
    for (const PairedReadout& readout : readouts) {
        text += fmt::format("{},{}", readout.name, readout.unit);
        for (const PairedValue& value : {readout.at_end, readout.mean})
            text += fmt::format(",{},{},{}", cell(value.untreated), cell(value.treated), cell(value.percent()));
        text += '\n';
    }
    return text;
}

void print_effect(const std::vector<PairedReadout>& readouts, const Scenario& scenario)
{
    std::set<std::string> shown;
    for (const Observable& observable : observables(scenario.model))
        if (observable.in_summary) shown.insert(observable.name);
    const auto says_something = [](double value) { return std::isfinite(value) && value != 0.0; };
    const auto number = [](double value) { return std::isfinite(value) ? fmt::format("{:.5g}", value) : "-"; };
    const auto percent = [](double value) { return std::isfinite(value) ? fmt::format("{:+.1f}", value) : "-"; };
    fmt::print("\nTreated beside untreated, seed {}\n\n  {:<32}{:>14}{:>14}{:>10}{:>14}  {}\n", scenario.model.seed,
               "at the end", "untreated", "treated", "%", "% of means", "unit");
    for (const PairedReadout& readout : readouts) {
        const PairedValue& end = readout.at_end;
        if (!shown.contains(readout.name) || !(says_something(end.untreated) || says_something(end.treated))) continue;
        fmt::print("  {:<32}{:>14}{:>14}{:>10}{:>14}  {}\n", readout.name, number(end.untreated), number(end.treated),
                   percent(end.percent()), percent(readout.mean.percent()), readout.unit == "1" ? "" : readout.unit);
    }
}

}  // namespace

double PairedValue::percent() const
{
    return untreated == 0.0 ? std::nan("") : 100.0 * difference() / std::abs(untreated);
}

std::vector<PairedReadout> paired_readouts(const TimeSeries& untreated, const TimeSeries& treated)
{
    if (untreated.time_h.empty() || treated.time_h.empty() || untreated.time_h.back() != treated.time_h.back())
        throw InputError("the treated and the untreated run do not end at the same time; run both to the end");
    std::vector<PairedReadout> readouts;
    for (const Series& series : treated.series) {
        const auto twin = std::ranges::find(untreated.series, series.name, &Series::name);
        if (twin == untreated.series.end()) continue;
        readouts.push_back({series.name,
                            series.unit,
                            {twin->values.back(), series.values.back()},
                            {mean_of(twin->values), mean_of(series.values)}});
    }
    return readouts;
}

RunEnd run_against_untreated(const Scenario& scenario, const RunOptions& options, const fs::path& untreated)
{
    const Scenario twin = untreated_twin(scenario);
    const bool has_twin = has_ended_twin(untreated, scenario, twin);
    if (run_scenario(scenario, options) == RunEnd::stopped_by_signal) return RunEnd::stopped_by_signal;
    if (!has_twin) {
        RunOptions twin_options = options;
        twin_options.folder = untreated;
        twin_options.start = Start::resume;
        if (options.talk == Talk::normal) fmt::print("\n");
        if (run_scenario(twin, twin_options) == RunEnd::stopped_by_signal) return RunEnd::stopped_by_signal;
    }
    const std::vector<PairedReadout> readouts =
        paired_readouts(RunReader(untreated).time_series(), RunReader(options.folder).time_series());
    write_text_file(options.folder / effect_file, as_csv(readouts));
    if (options.talk == Talk::normal) {
        print_effect(readouts, scenario);
        fmt::print("\n  Untreated run:  {}\n  Effect (CSV):   {}\n", untreated.string(),
                   (options.folder / effect_file).string());
    }
    return RunEnd::finished;
}

}  // namespace trabecula
