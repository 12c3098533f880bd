#pragma once
#include "app/evidence/assays.hpp"
#include "app/evidence/claim.hpp"
#include "app/evidence/planned_arms.hpp"
#include "app/evidence/readout_terms.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// How a claim follows from the rules. `predicted`: every path from what was changed to the read-out crosses from one
/// cell to another. `encoded`: one stays within a cell. `calibrated`: an effect that cites the claim was fitted, and
/// the claim reports a size. `unreached`: no path is there.
enum class Kind { calibrated, encoded, predicted, unreached };
std::string_view to_string(Kind kind);

/// One effect that a claim speaks of.
struct PlannedPart {
    std::string comparison;  // "icariin", "10 uM over none"
    ReadoutTerm term;
    std::optional<double> number_percent;
    std::size_t treated = 0;  // arms
    std::size_t reference = 0;
    std::optional<std::size_t> withheld;  // the treated one without the effects that cite the claim or its reference
    Kind kind = Kind::encoded;
    std::int64_t later_seeds = 0;  // seed n + later_seeds of the treated arm is compared with seed n of the reference
};

struct PlannedClaim {
    Claim claim;
    std::vector<PlannedPart> parts;
    Kind kind = Kind::encoded;
    std::string not_run;  // why
};

/// What stands in place of a claim's compounds: nothing else, for comparison; a compound that does nothing; the same
/// compounds with targets of others.
enum class ControlKind { as_claimed, inert, dealt };

struct Control {
    ControlKind kind = ControlKind::as_claimed;
    std::vector<PlannedClaim> claims;
};

struct EvidencePlan {
    std::vector<PlannedClaim> claims;
    std::vector<Control> controls;  // each of the same claims; none: they were not asked for
    std::vector<EvidenceArm> arms;
};

/// Loads the scenario of every arm, so that nothing runs where a part is wrong. Runs no parallel loop.
/// @param all     the whole table: which claims share a reference
/// @param chosen  those to run
/// @param deals   how often targets are dealt out anew; 0: no controls
/// @throws InputError  every problem that was found, with its claim
EvidencePlan plan_evidence(const std::filesystem::path& folder, const Assays& assays, const std::vector<Claim>& all,
                           const std::vector<Claim>& chosen, std::size_t deals = 0);

}  // namespace trabecula
