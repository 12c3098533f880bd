#pragma once
#include "viz/report/arms.hpp"
#include "viz/report/html.hpp"

namespace trabecula {

/// How each run was made: by which program, from which seed, with which hash, at what cost; and its whole scenario.
Html provenance_of(const Comparison& comparison);

}  // namespace trabecula
