#pragma once
#include "app/evidence/plan_evidence.hpp"
#include "app/evidence/verdict.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// The read-outs of one run, by name.
using RunReadouts = std::map<std::string, double>;

/// The runs of each arm that have been done, by seed.
using ArmReadouts = std::vector<std::map<std::int64_t, RunReadouts>>;

struct PartResult {
    Effect effect;
    Verdict verdict = Verdict::not_run;
    std::size_t pairs = 0;  // of runs
    double treated = 0.0;   // means
    double untreated = 0.0;
    std::optional<Effect> withheld_effect;
    std::optional<Verdict> withheld_verdict;
};

struct ClaimResult {
    std::vector<PartResult> parts;  // of the planned claim
    Verdict verdict = Verdict::not_run;
    std::optional<Verdict> withheld_verdict;  // of predicted claims
    std::size_t deciding = 0;                 // part: the worst of them
};

/// Judges a claim by the runs with seeds 1 to `seeds`.
ClaimResult judge(const PlannedClaim& claim, const ArmReadouts& runs, std::int64_t seeds);

}  // namespace trabecula
