#pragma once
#include "app/evidence/assays.hpp"
#include "app/evidence/claim.hpp"
#include "app/evidence/influences.hpp"
#include "app/evidence/plan_evidence.hpp"

#include "pharmacology/compound.hpp"

#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// The points of the graph that read-outs answer to: what their series are called after, and what they say by `shows`.
std::vector<std::string> points_of(const ReadoutTerm& term, const Assays& assays, const Influences& influences);

/// The points on which a compound acts.
std::vector<std::string> targets_of(const Compound& compound);

/// Of the paths from several points; a compound with one path within a cell is encoded.
Kind kind_of(std::span<const std::string> from, std::span<const std::string> to, const Influences& influences);

/// Whether an effect that cites the claim was fitted to numbers, and the claim reports one.
bool is_calibrated(const Claim& claim, const Compound& compound);

/// Of several parts: the least daring.
Kind least_daring(std::span<const PlannedPart> parts);

/// Whether an effect rests on the claim, or on another one of the same reference of the review.
bool cites(const CompoundEffect& effect, const Claim& claim, const std::vector<Claim>& all);

}  // namespace trabecula
