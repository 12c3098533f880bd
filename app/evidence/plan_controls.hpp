#pragma once
#include "app/evidence/plan_evidence.hpp"

#include "pharmacology/compound.hpp"

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace trabecula {

/// The compounds of the whole table, whichever claims are run: a deal is the same for any of them.
std::vector<Compound> compounds_of_table(const std::filesystem::path& folder, const Assays& assays,
                                         const std::vector<Claim>& all);

/// First the claims as they are, for comparison; then with an inert compound, whose runs are those of the untreated
/// arm with later seeds (with the same seeds they would be the very same runs, and every effect 0); then with the
/// compounds' targets dealt out anew, `deals` times. All of those claims whose compounds have targets to deal.
std::vector<Control> plan_controls(const std::vector<PlannedClaim>& claims, std::span<const Compound> compounds,
                                   std::size_t deals, const Assays& assays, PlannedArms& arms);

}  // namespace trabecula
