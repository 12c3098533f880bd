#pragma once
#include "viz/report/arms.hpp"
#include "viz/report/html.hpp"

namespace trabecula {

/// The time series of all arms as small charts, by what they are about; one line per arm with a band of one SD.
/// Series that are the same number throughout are listed instead.
Html charts_of(const Comparison& comparison);

}  // namespace trabecula
