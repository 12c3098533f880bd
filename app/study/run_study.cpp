#include "app/study/run_study.hpp"

#include "app/run/stop_signal.hpp"
#include "app/study/cached_runs.hpp"
#include "app/study/empty_table.hpp"
#include "app/study/plan_runs.hpp"
#include "app/study/reduce.hpp"
#include "app/study/study_report.hpp"

#include "output/study_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace trabecula {

namespace {

/// A row without result keeps numbers that are not known.
void fill(StudyRow& row, const Study& study, const StudyRunResult& result)
{
    std::vector<double> responses;
    for (const Response& response : study.responses) responses.push_back(response_of(response, result.series));
    row.responses = std::move(responses);
    row.seconds = std::round(1e3 * result.seconds) / 1e3;
    row.memory_megabytes = std::round(1e-5 * static_cast<double>(result.peak_memory_bytes)) / 10.0;
}

std::vector<RunJob> jobs_of(const Study& study, const Plan& plan)
{
    std::vector<RunJob> jobs;
    for (const PlannedRun& run : plan.runs)
        jobs.push_back({run.key, run.arm_hash, run.seed, [&study, arm = run.arm](std::int64_t seed) {
                            return scenario_of(study, study.arms[arm], seed);
                        }});
    return jobs;
}

/// Notes in the table how each run ended, and writes it.
void write_table(const CachedRuns& runs, const std::filesystem::path& folder, StudyTable& table)
{
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const RunEnd& end = runs.end_of(i);
        table.rows[i].status = end.status;
        table.rows[i].reason = end.reason;
        table.rows[i].log_tail = end.log_tail;
    }
    write_study_table(folder / "study.h5", table);
    write_study_csv(folder / "study.csv", table);
}

void greet(const Study& study, const Plan& plan, const StudyOptions& options, std::size_t reused)
{
    fmt::print("{}\n  {} runs: {} arms, each with the seeds {} to {}; {} at a time\n", study.title, plan.runs.size(),
               study.arms.size(), study.first_seed, study.first_seed + study.replicates - 1, options.workers);
    if (reused > 0) fmt::print("  already there: {}\n", reused);
    std::fflush(stdout);
}

}  // namespace

StudyEnd run_study(const Study& study, const StudyOptions& options)
{
    Workers workers;  // first, for it sees that none of what follows makes a thread
    check_results_folder(options.folder, options.start);
    const Plan plan = plan_runs(study);
    StudyTable table = empty_table(study, plan);
    CachedRuns runs(options, jobs_of(study, plan),
                    [&](std::size_t row, const StudyRunResult& result) { fill(table.rows[row], study, result); });
    const bool talks = options.talk == Talk::normal;
    if (talks) greet(study, plan, options, runs.counts().reused);
    watch_for_stop_signals();
    const bool all = runs.run_missing(workers);
    write_table(runs, options.folder, table);
    if (!all) {
        if (talks) fmt::print("\nStopped; what had finished is kept. Go on with --resume.\n");
        return StudyEnd::stopped_by_signal;
    }
    if (talks) {
        print_report(study, table);
        fmt::print("\n  Table of results:  {}\n                     {}\n", (options.folder / "study.csv").string(),
                   (options.folder / "study.h5").string());
    }
    return runs.counts().failed > 0 ? StudyEnd::some_failed : StudyEnd::finished;
}

}  // namespace trabecula
