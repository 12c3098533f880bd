#pragma once
#include "app/study/study.hpp"

namespace trabecula {

/// Reads every `[[response]]`; whether the series is one of a run is checked by plan_runs.
void read_responses(Section& root, Study& study);

}  // namespace trabecula
