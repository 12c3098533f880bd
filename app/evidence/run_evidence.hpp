#pragma once
#include "app/evidence/assays.hpp"
#include "app/evidence/evidence_results.hpp"
#include "app/study/study_options.hpp"
#include "app/study/workers.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// A run that could not be made.
struct FailedRun {
    std::string context;
    std::int64_t seed;
    std::string reason;
};

struct EvidenceOutcome {
    std::vector<ClaimResult> results;                // of the plan's claims
    std::vector<std::int64_t> seeds;                 // of each, in the end
    std::vector<std::vector<ClaimResult>> controls;  // of the plan's, with the seeds that each context begins with
    std::vector<FailedRun> failed;
    bool stopped = false;  // by a signal
};

/// Runs the arms with the seeds that each context asks for, doubles them for claims that stay undecided until the most,
/// and judges; then those of the controls, with the seeds that each context asks for. Runs no parallel loop before the
/// last worker has ended.
EvidenceOutcome run_evidence(const Assays& assays, const EvidencePlan& plan, const StudyOptions& options,
                             Workers& workers);

}  // namespace trabecula
