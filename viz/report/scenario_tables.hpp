#pragma once
#include "viz/report/arms.hpp"
#include "viz/report/html.hpp"

namespace trabecula {

/// What the scenarios do not have in common; empty with one arm.
Html differences_of(const Comparison& comparison);

/// Compounds, doses, knock-outs: every [intervention.NAME], and the compounds that they give.
Html interventions_of(const Comparison& comparison);

/// Every section of the first arm's scenario with its values and their source, to be folded out and searched; of the
/// other arms, what is not the same there.
Html parameters_of(const Comparison& comparison);

}  // namespace trabecula
