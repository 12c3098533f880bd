#pragma once
#include "app/study/study.hpp"

#include "output/study_file.hpp"

#include <string>

namespace trabecula {

/// All analyses that a study asks for, from its finished runs, its misfit where it has targets, and the means of its
/// arms. May make threads.
std::vector<AnalysisTable> analyse(const Study& study, const StudyTable& table);

/// An analysis as text for a terminal, a block per response; numbers with their interval as "0.3 (0.2 to 0.4)".
std::string as_text(const AnalysisTable& table);

}  // namespace trabecula
