#pragma once
#include "app/evidence/assays.hpp"
#include "app/evidence/run_evidence.hpp"

#include <string>

namespace trabecula {

/// Claims with what became of them.
struct EvidenceReport {
    const EvidencePlan& plan;
    const EvidenceOutcome& outcome;
    Effort effort;
};

/// For a terminal: a line per claim, why some were not run, and the counts.
std::string as_table(const EvidenceReport& report);

/// A list of rows, one per claim (docs/evidence.md).
std::string as_json(const EvidenceReport& report);

/// The same rows without their parts, after lines of `#` that say what the columns are.
std::string as_csv(const EvidenceReport& report);

}  // namespace trabecula
