#pragma once
#include "app/study/study.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// Hill curves of the responses over the doses of the analysis' factors, one for each combination of the others.
AnalysisTable dose_response_of(const Study& study, const StudyTable& table, const Analysis& analysis);

/// The means that those curves are fitted through, dose by dose.
AnalysisTable dose_points_of(const Study& study, const StudyTable& table, const Analysis& analysis);

}  // namespace trabecula
