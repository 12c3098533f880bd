#pragma once
#include "app/study/study.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// Prints of each response, arm by arm, mean, SD and 95 % confidence interval over the seeds; then what failed.
void print_report(const Study& study, const StudyTable& table);

}  // namespace trabecula
