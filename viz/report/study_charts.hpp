#pragma once
#include "viz/report/html.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// Fitted Hill curves through the means they are fitted to, and their numbers; empty where the study asks for none.
Html dose_response_section(const StudyTable& table);

/// Sobol' indices, elementary effects, correlations or a tornado of levels, each with its interval; empty where the
/// study asks for none.
Html sensitivity_section(const StudyTable& table);

}  // namespace trabecula
