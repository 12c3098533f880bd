#include "app/study/run_study.hpp"

#include "app/run/event_log.hpp"
#include "app/run/stop_signal.hpp"
#include "app/study/empty_table.hpp"
#include "app/study/log_tail.hpp"
#include "app/study/shards.hpp"
#include "app/study/study_results.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace trabecula {

namespace {

constexpr std::size_t many_arms = 200;

/// Reading thousands of scenarios takes a while, of which nothing else tells.
Plan plan_aloud(const Study& study, const StudyOptions& options)
{
    if (options.talk == Talk::normal && study.arms.size() >= many_arms) {
        fmt::print("Reading the scenarios of {} arms\n", study.arms.size());
        std::fflush(stdout);
    }
    return plan_runs(study);
}

void greet(const Study& study, const Plan& plan, const StudyOptions& options, const StudyCounts& counts)
{
    if (options.talk != Talk::normal) return;
    fmt::print("{}\n  {} runs: {} arms, each with the seeds {} to {}; {} at a time\n", study.title, plan.runs.size(),
               study.arms.size(), study.first_seed, study.first_seed + study.replicates - 1, options.workers);
    if (options.shard)
        fmt::print("  shard {} of {}: {} runs\n", options.shard->number, options.shard->count, counts.runs);
    if (counts.reused > 0) fmt::print("  already there: {}\n", counts.reused);
    std::fflush(stdout);
}

StudyEnd end_of(const StudyOptions& options, const CachedRuns& runs, bool all)
{
    if (!all && options.talk == Talk::normal)
        fmt::print("\nStopped; what had finished is kept. Go on with --resume.\n");
    if (!all) return StudyEnd::stopped_by_signal;
    return runs.counts().failed > 0 ? StudyEnd::some_failed : StudyEnd::finished;
}

StudyEnd run_whole(const Study& study, const StudyOptions& options, Workers& workers)
{
    check_results_folder(options.folder, options.start);
    const Plan plan = plan_aloud(study, options);
    StudyTable table = empty_table(study, plan);
    CachedRuns runs(options, jobs_of(study, plan),
                    [&](std::size_t row, const StudyRunResult& result) { take_result(table.rows[row], plan, result); });
    greet(study, plan, options, runs.counts());
    watch_for_stop_signals();
    const bool all = runs.run_missing(workers);
    note_ends(runs, table);
    if (all)
        conclude(study, options, table);
    else
        write_tables(options.folder, table);
    return end_of(options, runs, all);
}

Failures failures_of(const CachedRuns& runs, const std::vector<RunJob>& jobs)
{
    Failures failures;
    for (std::size_t job = 0; job < jobs.size(); ++job)
        if (runs.end_of(job).status == RunStatus::failed) failures[jobs[job].key] = runs.end_of(job).reason;
    return failures;
}

StudyEnd run_shard(const Study& study, const StudyOptions& options, const Shard& shard, Workers& workers)
{
    const Plan plan = plan_aloud(study, options);
    const std::string hash = plan_hash(plan);
    auto shard_lock = begin_shard(options.folder, shard, options.start, hash);
    const std::vector<RunJob> all_jobs = jobs_of(study, plan);
    std::vector<RunJob> jobs;
    for (const std::size_t run : runs_of(shard, plan)) jobs.push_back(all_jobs[run]);
    StudyOptions shared = options;
    shared.start = StudyStart::resume;  // the folder is made
    const auto take = [&](std::size_t, const StudyRunResult& result) {
        StudyRow row;
        take_result(row, plan, result);
    };
    CachedRuns runs(shared, jobs, take, std::move(shard_lock));
    greet(study, plan, options, runs.counts());
    watch_for_stop_signals();
    const bool all = runs.run_missing(workers);
    write_shard(options.folder, shard, hash, failures_of(runs, jobs));
    return end_of(options, runs, all);
}

/// Rows of runs that a shard saw failing.
void note_failures(const Failures& failures, const std::filesystem::path& folder, StudyTable& table)
{
    for (StudyRow& row : table.rows) {
        const auto failure = failures.find(row.run);
        if (row.status != RunStatus::not_run || failure == failures.end()) continue;
        row.status = RunStatus::failed;
        row.reason = failure->second;
        row.log_tail = tail_of(folder / "runs" / (row.run + ".log"));
    }
}

}  // namespace

StudyEnd run_study(const Study& study, const StudyOptions& options, Workers& workers)
{
    return options.shard ? run_shard(study, options, *options.shard, workers) : run_whole(study, options, workers);
}

StudyEnd merge_shards(const Study& study, const StudyOptions& options)
{
    const Plan plan = plan_runs(study);
    const FinishedShards shards = read_shards(options.folder, plan_hash(plan));
    StudyTable table = empty_table(study, plan);
    StudyOptions whole = options;
    whole.start = StudyStart::resume;
    const CachedRuns runs(whole, jobs_of(study, plan), [&](std::size_t row, const StudyRunResult& result) {
        take_result(table.rows[row], plan, result);
    });
    note_ends(runs, table);
    note_failures(shards.failures, options.folder, table);
    conclude(study, whole, table);
    const auto missing =
        static_cast<std::size_t>(std::ranges::count(table.rows, RunStatus::not_run, &StudyRow::status));
    if (!shards.missing.empty())
        tell_note(options.talk,
                  fmt::format("shards that never began, of {}: {}", shards.count, fmt::join(shards.missing, ", ")));
    if (missing > 0)
        tell_note(options.talk,
                  fmt::format("{} of {} runs are missing; run their shards again with --resume, then merge", missing,
                              table.rows.size()));
    return runs.counts().reused < table.rows.size() ? StudyEnd::some_failed : StudyEnd::finished;
}

}  // namespace trabecula
