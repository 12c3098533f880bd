#pragma once
#include "app/study/study.hpp"

namespace trabecula {

/// Reads `[design]`, and makes the arms of it and of the factors, which are read already.
void read_design(Section& root, Study& study);

}  // namespace trabecula
