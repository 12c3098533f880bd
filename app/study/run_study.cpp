#include "app/study/run_study.hpp"

#include "app/run/stop_signal.hpp"
#include "app/study/analyses.hpp"
#include "app/study/cached_runs.hpp"
#include "app/study/empty_table.hpp"
#include "app/study/plan_runs.hpp"
#include "app/study/reduce.hpp"
#include "app/study/study_report.hpp"

#include "output/study_file.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace trabecula {

namespace {

/// @throws FileError  the run was not made for it
double value_of(const Response& response, const StudyRunResult& result)
{
    if (!response.measure) return response_of(response, result.series);
    const auto found = std::ranges::find(result.morphometry, response.measure->text, &MeasuredValue::name);
    if (found == result.morphometry.end())
        throw FileError(fmt::format("the run was made without measuring {}", response.measure->text));
    return found->value;
}

/// A row without result keeps numbers that are not known.
void fill(StudyRow& row, const Plan& plan, const StudyRunResult& result)
{
    std::vector<double> responses;
    for (const PlannedResponse& planned : plan.responses) responses.push_back(value_of(planned.response, result));
    row.responses = std::move(responses);
    row.seconds = std::round(1e3 * result.seconds) / 1e3;
    row.memory_megabytes = std::round(1e-5 * static_cast<double>(result.peak_memory_bytes)) / 10.0;
}

std::vector<RunJob> jobs_of(const Study& study, const Plan& plan)
{
    const bool any_measure =
        std::ranges::any_of(study.responses, [](const Response& response) { return response.measure.has_value(); });
    std::vector<RunJob> jobs;
    for (const PlannedRun& run : plan.runs)
        jobs.push_back(
            {run.key, run.arm_hash, run.seed,
             [&study, arm = run.arm](std::int64_t seed) { return scenario_of(study, study.arms[arm], seed); },
             any_measure ? BoneAtEnd::measured : BoneAtEnd::left});
    return jobs;
}

/// Notes in the table how each run ended.
void note_ends(const CachedRuns& runs, StudyTable& table)
{
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const RunEnd& end = runs.end_of(i);
        table.rows[i].status = end.status;
        table.rows[i].reason = end.reason;
        table.rows[i].log_tail = end.log_tail;
    }
}

void write_tables(const std::filesystem::path& folder, const StudyTable& table)
{
    write_study_table(folder / "study.h5", table);
    write_study_csv(folder / "study.csv", table);
    for (const AnalysisTable& analysis : table.analyses)
        write_analysis_csv(folder / (analysis.name + ".csv"), analysis);
}

void greet(const Study& study, const Plan& plan, const StudyOptions& options, std::size_t reused)
{
    fmt::print("{}\n  {} runs: {} arms, each with the seeds {} to {}; {} at a time\n", study.title, plan.runs.size(),
               study.arms.size(), study.first_seed, study.first_seed + study.replicates - 1, options.workers);
    if (reused > 0) fmt::print("  already there: {}\n", reused);
    std::fflush(stdout);
}

void print_files(const std::filesystem::path& folder, const StudyTable& table)
{
    fmt::print("\n  Table of results:  {}\n                     {}\n", (folder / "study.csv").string(),
               (folder / "study.h5").string());
    for (const AnalysisTable& analysis : table.analyses)
        fmt::print("                     {}\n", (folder / (analysis.name + ".csv")).string());
}

}  // namespace

StudyEnd run_study(const Study& study, const StudyOptions& options)
{
    Workers workers;  // first, for it sees that none of what follows makes a thread
    check_results_folder(options.folder, options.start);
    const Plan plan = plan_runs(study);
    StudyTable table = empty_table(study, plan);
    CachedRuns runs(options, jobs_of(study, plan),
                    [&](std::size_t row, const StudyRunResult& result) { fill(table.rows[row], plan, result); });
    const bool talks = options.talk == Talk::normal;
    if (talks) greet(study, plan, options, runs.counts().reused);
    watch_for_stop_signals();
    const bool all = runs.run_missing(workers);
    note_ends(runs, table);
    if (all) table.analyses = analyse(study, table);
    write_tables(options.folder, table);
    if (!all) {
        if (talks) fmt::print("\nStopped; what had finished is kept. Go on with --resume.\n");
        return StudyEnd::stopped_by_signal;
    }
    if (talks) {
        print_report(study, table);
        print_files(options.folder, table);
    }
    return runs.counts().failed > 0 ? StudyEnd::some_failed : StudyEnd::finished;
}

}  // namespace trabecula
