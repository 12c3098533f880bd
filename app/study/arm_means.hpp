#pragma once
#include "app/study/study.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// What the seeds of each arm say of each response: number of runs that are done, mean with Student's 95 % confidence
/// interval, standard deviation.
AnalysisTable arm_means(const Study& study, const StudyTable& table);

}  // namespace trabecula
