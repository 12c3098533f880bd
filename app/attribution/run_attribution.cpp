#include "app/attribution/run_attribution.hpp"

#include "app/attribution/attribution_report.hpp"
#include "app/run/event_log.hpp"
#include "app/run/stop_signal.hpp"
#include "app/study/cached_runs.hpp"
#include "app/study/reduce.hpp"

#include "output/atomic_file.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace trabecula {

namespace {

struct PlannedJobs {
    std::vector<RunJob> jobs;
    std::vector<std::size_t> arm_of;
};

PlannedJobs jobs_of(const AttributionPlan& plan)
{
    PlannedJobs planned;
    for (std::size_t arm = 0; arm < plan.arms.size(); ++arm)
        for (std::int64_t i = 0; i < plan.question.replicates; ++i) {
            const std::int64_t seed = plan.question.first_seed + i;
            planned.jobs.push_back({run_key(plan.arms[arm].hash, seed), plan.arms[arm].hash, seed,
                                    [&plan, arm] { return plan.scenario(arm, 0); }});
            planned.arm_of.push_back(arm);
        }
    return planned;
}

void greet(const AttributionPlan& plan, const StudyOptions& options, std::size_t reused)
{
    fmt::print("{}\n  {} runs: {} arms, each with {} seeds; {} at a time\n", plan.title,
               plan.arms.size() * static_cast<std::size_t>(plan.question.replicates), plan.arms.size(),
               plan.question.replicates, options.workers);
    if (reused > 0) fmt::print("  already there: {}\n", reused);
    std::fflush(stdout);
}

void tell(const AttributionReport& report, const StudyOptions& options)
{
    const std::filesystem::path stem = options.folder / "attribution";
    write_text_file(stem.string() + ".csv", as_csv(report));
    write_text_file(stem.string() + ".json", as_json(report));
    const bool drawn = write_bar_chart(as_chart(report), stem.string() + ".png");
    if (options.talk != Talk::normal) return;
    fmt::print("{}\n  Table of results:  {}.csv\n                     {}.json\n", as_table(report), stem.string(),
               stem.string());
    if (drawn) fmt::print("  Chart:             {}.png\n", stem.string());
}

}  // namespace

StudyEnd run_attribution(const AttributionQuestion& question, const StudyOptions& options)
{
    Workers workers;  // first, for it sees that none of what follows makes a thread
    check_results_folder(options.folder, options.start);
    const AttributionPlan plan = plan_attribution(question);
    PlannedJobs planned = jobs_of(plan);
    const std::vector<RunJob> jobs = planned.jobs;
    ArmResponses done(plan.arms.size());
    CachedRuns runs(options, std::move(planned.jobs), [&](std::size_t job, const StudyRunResult& result) {
        std::vector<double> values;
        for (const Response& response : plan.responses) values.push_back(response_of(response, result.series));
        done[planned.arm_of[job]][jobs[job].seed] = std::move(values);
    });
    const bool talks = options.talk == Talk::normal;
    if (talks) greet(plan, options, runs.counts().reused);
    watch_for_stop_signals();
    if (!runs.run_missing(workers)) {
        if (talks) fmt::print("\nStopped; what had finished is kept. Go on with --resume.\n");
        return StudyEnd::stopped_by_signal;
    }
    for (std::size_t job = 0; job < jobs.size(); ++job)
        if (runs.end_of(job).status == RunStatus::failed)
            tell_note(options.talk,
                      fmt::format("a run with seed {} failed: {}", jobs[job].seed, runs.end_of(job).reason));
    std::vector<Attribution> results;
    for (std::size_t response = 0; response < plan.responses.size(); ++response)
        results.push_back(attribute(plan, done, response));
    tell({plan, results}, options);
    return runs.counts().failed > 0 ? StudyEnd::some_failed : StudyEnd::finished;
}

}  // namespace trabecula
