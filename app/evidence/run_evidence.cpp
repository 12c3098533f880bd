#include "app/evidence/run_evidence.hpp"

#include "app/run/stop_signal.hpp"
#include "app/study/cached_runs.hpp"
#include "app/study/reduce.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace trabecula {

namespace {

double reduced_sum(const std::vector<NameInFile>& names, const Readout& readout, Hours from, const TimeSeries& series)
{
    double sum = 0.0;
    for (const NameInFile& name : names) {
        Response response;
        response.name = response.series = name;
        response.reduce = readout.reduce;
        response.from = from;
        sum += response_of(response, series);
    }
    return sum;
}

double value_of(const Readout& readout, Hours from, const TimeSeries& series)
{
    const double value =
        reduced_sum(readout.series, readout, from, series) - reduced_sum(readout.minus, readout, from, series);
    return readout.over.empty() ? value : value / reduced_sum(readout.over, readout, from, series);
}

std::set<std::string> readouts_of(const EvidencePlan& plan, std::size_t arm)
{
    std::set<std::string> names;
    for (const PlannedClaim& claim : plan.claims)
        for (const PlannedPart& part : claim.parts) {
            if (arm != part.treated && arm != part.reference && arm != part.withheld) continue;
            names.insert(part.term.sum.begin(), part.term.sum.end());
            names.insert(part.term.over.begin(), part.term.over.end());
        }
    return names;
}

/// Each arm with the most seeds that a claim asks of it.
std::vector<std::int64_t> seeds_of_arms(const EvidencePlan& plan, const std::vector<std::int64_t>& seeds)
{
    std::vector<std::int64_t> of_arms(plan.arms.size(), 0);
    for (std::size_t c = 0; c < plan.claims.size(); ++c)
        for (const PlannedPart& part : plan.claims[c].parts)
            for (const std::size_t arm : {part.treated, part.reference, part.withheld.value_or(part.treated)})
                of_arms[arm] = std::max(of_arms[arm], seeds[c]);
    return of_arms;
}

class RunningEvidence {
  public:
    RunningEvidence(const Assays& assays, const EvidencePlan& plan, const StudyOptions& options)
        : assays_(assays), plan_(plan), options_(options), runs_(plan.arms.size())
    {
        for (const PlannedClaim& claim : plan.claims)
            outcome_.seeds.push_back(assays.contexts.at(claim.claim.context).replicates);
        for (std::size_t arm = 0; arm < plan.arms.size(); ++arm) readouts_.push_back(readouts_of(plan, arm));
    }

    EvidenceOutcome run(Workers& workers)
    {
        do {
            outcome_.stopped = !run_round(workers);
            options_.start = StudyStart::resume;
            outcome_.results.clear();
            for (std::size_t c = 0; c < plan_.claims.size(); ++c)
                outcome_.results.push_back(judge(plan_.claims[c], runs_, outcome_.seeds[c]));
        } while (!outcome_.stopped && outcome_.failed.empty() && ask_for_more());
        return std::move(outcome_);
    }

  private:
    bool run_round(Workers& workers)
    {
        std::vector<RunJob> jobs;
        std::vector<std::size_t> arm_of;
        const std::vector<std::int64_t> seeds = seeds_of_arms(plan_, outcome_.seeds);
        for (std::size_t arm = 0; arm < plan_.arms.size(); ++arm)
            for (std::int64_t seed = 1; seed <= seeds[arm]; ++seed) {
                jobs.push_back({run_key(plan_.arms[arm].hash, seed), plan_.arms[arm].hash, seed,
                                [this, arm] { return plan_.arms[arm].scenario(assays_, 0); }});
                arm_of.push_back(arm);
            }
        const std::vector<RunJob> same = jobs;
        CachedRuns runs(options_, std::move(jobs), [&](std::size_t job, const StudyRunResult& result) {
            runs_[arm_of[job]][same[job].seed] = read(arm_of[job], result.series);
        });
        const bool all = runs.run_missing(workers);
        outcome_.failed.clear();
        for (std::size_t job = 0; job < arm_of.size(); ++job)
            if (runs.end_of(job).status == RunStatus::failed)
                outcome_.failed.push_back({plan_.arms[arm_of[job]].context, same[job].seed, runs.end_of(job).reason});
        return all;
    }

    RunReadouts read(std::size_t arm, const TimeSeries& series) const
    {
        const Hours from = assays_.contexts.at(plan_.arms[arm].context).from;
        RunReadouts values;
        for (const std::string& name : readouts_[arm]) values[name] = value_of(assays_.readouts.at(name), from, series);
        return values;
    }

    /// @return whether a claim that is undecided may have more seeds
    bool ask_for_more()
    {
        bool any = false;
        for (std::size_t c = 0; c < plan_.claims.size(); ++c) {
            const std::int64_t most = assays_.contexts.at(plan_.claims[c].claim.context).most;
            if (outcome_.results[c].verdict != Verdict::not_decidable || outcome_.seeds[c] >= most) continue;
            outcome_.seeds[c] = std::min(2 * outcome_.seeds[c], most);
            any = true;
        }
        return any;
    }

    const Assays& assays_;
    const EvidencePlan& plan_;
    StudyOptions options_;
    ArmReadouts runs_;
    std::vector<std::set<std::string>> readouts_;  // that are asked of each arm
    EvidenceOutcome outcome_;
};

}  // namespace

EvidenceOutcome run_evidence(const Assays& assays, const EvidencePlan& plan, const StudyOptions& options,
                             Workers& workers)
{
    watch_for_stop_signals();
    return RunningEvidence(assays, plan, options).run(workers);
}

}  // namespace trabecula
