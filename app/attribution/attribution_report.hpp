#pragma once
#include "app/attribution/attribution_results.hpp"

#include "viz/bar_chart.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// A plan, with what became of each of its responses.
struct AttributionReport {
    const AttributionPlan& plan;
    const std::vector<Attribution>& results;
};

/// For a terminal: of each response the whole effect, then cell types, target lines, and residual lines apart.
std::string as_table(const AttributionReport& report);

/// A row per response and part, after lines of `#` that say what the columns are (docs/compounds.md).
std::string as_csv(const AttributionReport& report);
std::string as_json(const AttributionReport& report);

/// Of the first response: what is lost without each part, and what it does alone.
BarChart as_chart(const AttributionReport& report);

}  // namespace trabecula
