#pragma once
#include "app/study/study.hpp"

namespace trabecula {

/// Reads every `[[factor]]`; which of levels, range and base a factor needs is for the design to say.
void read_factors(Section& root, Study& study);

}  // namespace trabecula
