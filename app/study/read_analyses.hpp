#pragma once
#include "app/study/study.hpp"

namespace trabecula {

/// Reads every `[[analysis]]`, and checks it against factors, design and responses, which are read already.
void read_analyses(Section& root, Study& study);

}  // namespace trabecula
