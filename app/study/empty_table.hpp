#pragma once
#include "app/study/plan_runs.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// The table of results before any run: all of the design, and no result.
StudyTable empty_table(const Study& study, const Plan& plan);

}  // namespace trabecula
