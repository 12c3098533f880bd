#pragma once
#include "viz/report/html.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// The arms by their misfit to published values, and how far each response of the best ones is off; empty where no
/// response has a target.
Html misfit_section(const StudyTable& table);

}  // namespace trabecula
