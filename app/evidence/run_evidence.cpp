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

/// Of each arm, the read-outs that claims ask of it.
using Asked = std::vector<std::set<std::string>>;

void ask(const std::vector<PlannedClaim>& claims, Asked& asked)
{
    for (const PlannedClaim& claim : claims)
        for (const PlannedPart& part : claim.parts)
            for (const std::size_t arm : {part.treated, part.reference, part.withheld.value_or(part.treated)}) {
                asked[arm].insert(part.term.sum.begin(), part.term.sum.end());
                asked[arm].insert(part.term.over.begin(), part.term.over.end());
            }
}

/// Raises the seeds of each arm to the most that a claim asks of it.
void raise(std::vector<std::int64_t>& of_arms, const std::vector<PlannedClaim>& claims,
           const std::vector<std::int64_t>& seeds)
{
    for (std::size_t c = 0; c < claims.size(); ++c)
        for (const PlannedPart& part : claims[c].parts) {
            of_arms[part.reference] = std::max(of_arms[part.reference], seeds[c]);
            for (const std::size_t arm : {part.treated, part.withheld.value_or(part.treated)})
                of_arms[arm] = std::max(of_arms[arm], seeds[c] + part.later_seeds);
        }
}

class RunningEvidence {
  public:
    RunningEvidence(const Assays& assays, const EvidencePlan& plan, const StudyOptions& options)
        : assays_(assays), plan_(plan), options_(options), runs_(plan.arms.size()), readouts_(plan.arms.size())
    {
        outcome_.seeds = first_seeds(plan.claims);
        ask(plan.claims, readouts_);
        for (const Control& control : plan.controls) ask(control.claims, readouts_);
    }

    EvidenceOutcome run(Workers& workers)
    {
        do {
            raise(arm_seeds_, plan_.claims, outcome_.seeds);
            run_round(workers);
            outcome_.results = judge_all(plan_.claims, outcome_.seeds);
        } while (!outcome_.stopped && outcome_.failed.empty() && ask_for_more());
        if (!outcome_.stopped && !plan_.controls.empty()) run_controls(workers);
        return std::move(outcome_);
    }

  private:
    std::vector<std::int64_t> first_seeds(const std::vector<PlannedClaim>& claims) const
    {
        std::vector<std::int64_t> seeds;
        for (const PlannedClaim& claim : claims) seeds.push_back(assays_.contexts.at(claim.claim.context).replicates);
        return seeds;
    }

    std::vector<ClaimResult> judge_all(const std::vector<PlannedClaim>& claims,
                                       const std::vector<std::int64_t>& seeds) const
    {
        std::vector<ClaimResult> results;
        for (std::size_t c = 0; c < claims.size(); ++c) results.push_back(judge(claims[c], runs_, seeds[c]));
        return results;
    }

    void run_controls(Workers& workers)
    {
        for (const Control& control : plan_.controls) raise(arm_seeds_, control.claims, first_seeds(control.claims));
        run_round(workers);
        for (const Control& control : plan_.controls)
            outcome_.controls.push_back(judge_all(control.claims, first_seeds(control.claims)));
    }

    /// Makes the runs that are missing.
    void run_round(Workers& workers)
    {
        std::vector<RunJob> jobs;
        std::vector<std::size_t> arm_of;
        for (std::size_t arm = 0; arm < plan_.arms.size(); ++arm)
            for (std::int64_t seed = 1; seed <= arm_seeds_[arm]; ++seed) {
                jobs.push_back({run_key(plan_.arms[arm].hash, seed), plan_.arms[arm].hash, seed,
                                [this, arm] { return plan_.arms[arm].scenario(assays_, 0); }});
                arm_of.push_back(arm);
            }
        const std::vector<RunJob> same = jobs;
        CachedRuns runs(options_, std::move(jobs), [&](std::size_t job, const StudyRunResult& result) {
            runs_[arm_of[job]][same[job].seed] = read(arm_of[job], result.series);
        });
        outcome_.stopped = !runs.run_missing(workers);
        options_.start = StudyStart::resume;
        outcome_.failed.clear();
        for (std::size_t job = 0; job < arm_of.size(); ++job)
            if (runs.end_of(job).status == RunStatus::failed)
                outcome_.failed.push_back({plan_.arms[arm_of[job]].context, same[job].seed, runs.end_of(job).reason});
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
    Asked readouts_;
    std::vector<std::int64_t> arm_seeds_ = std::vector<std::int64_t>(plan_.arms.size(), 0);
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
