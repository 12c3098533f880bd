#include "app/evidence/evidence_results.hpp"

#include "app/study/student_t.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trabecula {

namespace {

double sum_of(const std::vector<std::string>& names, const RunReadouts& run)
{
    double sum = 0.0;
    for (const std::string& name : names) {
        const auto found = run.find(name);
        sum += found == run.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
    }
    return sum;
}

double value_of(const ReadoutTerm& term, const RunReadouts& run)
{
    return term.over.empty() ? sum_of(term.sum, run) : sum_of(term.sum, run) / sum_of(term.over, run);
}

struct Pairs {
    std::vector<double> treated;
    std::vector<double> untreated;
};

/// Those seeds of which both runs are done.
Pairs pairs_of(const PlannedPart& part, std::size_t treated, const ArmReadouts& runs, std::int64_t seeds)
{
    Pairs pairs;
    for (const auto& [seed, reference] : runs[part.reference]) {
        const auto run = runs[treated].find(seed + part.later_seeds);
        if (seed > seeds || run == runs[treated].end()) continue;
        pairs.treated.push_back(value_of(part.term, run->second));
        pairs.untreated.push_back(value_of(part.term, reference));
    }
    return pairs;
}

PartResult judge_part(const PlannedPart& part, const ArmReadouts& runs, std::int64_t seeds)
{
    PartResult result;
    const Pairs pairs = pairs_of(part, part.treated, runs, seeds);
    result.pairs = pairs.treated.size();
    result.treated = summarise(pairs.treated).mean;
    result.untreated = summarise(pairs.untreated).mean;
    result.effect = effect_of(pairs.treated, pairs.untreated);
    result.verdict = verdict_of(result.effect, part.term.expected, part.number_percent);
    if (part.withheld) {
        const Pairs without = pairs_of(part, *part.withheld, runs, seeds);
        result.withheld_effect = effect_of(without.treated, without.untreated);
        result.withheld_verdict = verdict_of(*result.withheld_effect, part.term.expected, part.number_percent);
    }
    return result;
}

/// From the worst to the best: by verdict, then by how far the effect goes the expected way.
double worth(const PlannedPart& part, const PartResult& result)
{
    constexpr double apart = 1e9;
    const double effect = part.term.expected == Expected::down ? -result.effect.percent
                          : part.term.expected == Expected::up ? result.effect.percent
                                                               : std::abs(result.effect.percent);
    const double rank = result.verdict == Verdict::reproduced      ? 2.0
                        : result.verdict == Verdict::not_decidable ? 1.0
                                                                   : 0.0;
    return rank * apart + (std::isfinite(effect) ? effect : 0.0);
}

}  // namespace

ClaimResult judge(const PlannedClaim& claim, const ArmReadouts& runs, std::int64_t seeds)
{
    ClaimResult result;
    if (!claim.not_run.empty()) return result;
    std::vector<Verdict> verdicts;
    std::vector<Verdict> withheld;
    for (const PlannedPart& part : claim.parts) {
        result.parts.push_back(judge_part(part, runs, seeds));
        verdicts.push_back(result.parts.back().verdict);
        withheld.push_back(result.parts.back().withheld_verdict.value_or(verdicts.back()));
        const std::size_t last = result.parts.size() - 1;
        if (worth(part, result.parts[last]) < worth(claim.parts[result.deciding], result.parts[result.deciding]))
            result.deciding = last;
    }
    result.verdict = all_of(verdicts);
    const bool has_withheld =
        std::ranges::any_of(claim.parts, [](const PlannedPart& p) { return p.withheld.has_value(); });
    if (claim.kind == Kind::predicted && has_withheld) result.withheld_verdict = all_of(withheld);
    return result;
}

}  // namespace trabecula
