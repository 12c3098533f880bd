#pragma once
#include "viz/report/arms.hpp"
#include "viz/report/html.hpp"

namespace trabecula {

/// What came out: bone and cells at the end against the start, and against the first arm by pairs of equal seed.
Html summary_of(const Comparison& comparison);

/// All series of histomorphometry at the start and at the end.
Html histomorphometry_of(const Comparison& comparison);

/// Morphometry of the first and the last frame of each run (lattice/measures.hpp).
Html morphometry_of(const Comparison& comparison);

}  // namespace trabecula
