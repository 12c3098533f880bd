#pragma once
#include "app/study/study.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// How much each factor matters to the responses, by the design's own measure: Sobol' indices (saltelli), elementary
/// effects (morris), effect of each level against the base (one_at_a_time), partial rank correlation (latin_hypercube,
/// sobol_sequence). Of an arm the mean over its seeds counts; points of which no run is done are left out. May make
/// threads.
AnalysisTable sensitivity_of(const Study& study, const StudyTable& table, const Analysis& analysis);

}  // namespace trabecula
