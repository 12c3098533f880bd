#pragma once
#include "app/evidence/verdict.hpp"
#include "app/study/arm_values.hpp"

namespace trabecula {

/// What one arm does to a response against another, from those seeds of which both are known.
Effect effect_between(const ArmValues& values, std::size_t changed, std::size_t reference);

/// Each level of the analysis' factors against the level that the factor has in the first arm, with all other factors
/// alike.
AnalysisTable effects_of(const Study& study, const StudyTable& table, const Analysis& analysis);

}  // namespace trabecula
