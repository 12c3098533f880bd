#pragma once
#include "app/evidence/evidence_report.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace trabecula {

/// How many claims the controls reproduce beside the compounds themselves, for a terminal. Empty without controls.
std::string control_counts(const EvidenceReport& report);

/// What the controls make of one claim.
struct ControlsOfClaim {
    Verdict inert = Verdict::not_run;
    std::size_t deals = 0;
    std::size_t reproduced = 0;  // of the deals
};

/// Absent without controls, and for claims that they leave out.
std::optional<ControlsOfClaim> controls_of(const EvidenceReport& report, const std::string& claim);

}  // namespace trabecula
