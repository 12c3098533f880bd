#pragma once
#include "viz/report/html.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// Each response over the arms: over a factor whose levels are numbers as a curve with the band of the 95 % interval,
/// else arm by arm; of a design that samples, the runs over each factor.
Html responses_section(const StudyTable& table);

}  // namespace trabecula
