#pragma once
#include "app/study/study.hpp"

namespace trabecula {

/// Reads `range = ["0.02 /d", "0.08 /d"]` and `scale`; notes what is wrong with them. Absent: the factor has no range.
std::optional<Range> read_range(Section& factor);

/// The value of a factor a part of the way, 0 to 1, from its first level to its last, or from the low end of its
/// range to the high one, with six significant digits.
Level level_at(const Factor& factor, double way);

}  // namespace trabecula
