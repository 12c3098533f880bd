#pragma once
#include "viz/bar_chart.hpp"
#include "viz/report/html.hpp"

namespace trabecula {

/// How a value is marked: as a bar from 0, or as a dot on an axis that need not hold 0.
enum class BarMark { bar, dot };

/// The chart as SVG, for a page: a row per name, whiskers over the intervals. Kinds are told by colour and place, with
/// a legend where there are several.
Html svg_bars(const BarChart& chart, BarMark mark);

}  // namespace trabecula
