#include "viz/report/study_misfit.hpp"

#include "viz/labels.hpp"
#include "viz/report/analysis_cells.hpp"
#include "viz/report/heat_map.hpp"
#include "viz/report/numbers.hpp"
#include "viz/report/study_arms.hpp"
#include "viz/report/svg_bars.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

constexpr std::size_t most_arms = 20;

std::string arm_of(const AnalysisCells& cells, std::size_t row, const std::vector<StudyArm>& arms)
{
    return arms.at(static_cast<std::size_t>(cells.number(row, "arm")) - 1).name;
}

/// Targets with their sources, and where the best arm is; its rows are the first.
Html targets_table(const AnalysisCells& cells)
{
    HtmlTable targets{{text("response"), text("target ± spread"), text("best arm"), text("spreads off"), text("role"),
                       text("source of the target")},
                      {},
                      "parameters"};
    const std::size_t responses = cells.names("response").size();
    for (std::size_t row = 0; row < std::min(responses, cells.rows()); ++row)
        targets.rows.push_back({text(with_unit(cells.text(row, "response"), cells.text(row, "unit"))),
                                text(shown(cells.number(row, "target")) + " ± " + shown(cells.number(row, "spread"))),
                                text(shown(cells.number(row, "mean"))), text(shown_interval(cells.bar(row, "off"))),
                                text(cells.text(row, "role")), text(cells.text(row, "source"))});
    return html_of(targets);
}

Html ranking(const AnalysisCells& cells, const std::vector<StudyArm>& arms)
{
    BarChart chart{"Misfit", "", "sum of squared distances, in spreads", "1", {"misfit"}, {{}}};
    for (std::size_t row = 0; row < std::min(most_arms, cells.rows()); ++row)
        chart.groups.front().rows.push_back({arm_of(cells, row, arms), {cells.bar(row, "misfit")}});
    return element("div", svg_bars(chart, BarMark::bar), attribute("class", "plots"));
}

Html distances_map(const AnalysisCells& cells, const std::vector<StudyArm>& arms)
{
    const std::vector<std::string> responses = cells.names("response");
    HeatMap map{"spreads off",
                {},
                responses,
                {},
                "Spreads between mean and target; bold where the 95 % confidence interval leaves out 0.",
                HeatUnit::none};
    for (std::size_t row = 0; row < cells.rows() && map.rows.size() < most_arms; row += responses.size()) {
        map.rows.push_back(arm_of(cells, row, arms));
        auto& bars = map.cells.emplace_back();
        for (std::size_t r = 0; r < responses.size(); ++r) bars.emplace_back(cells.bar(row + r, "off"));
    }
    return html_of(map);
}

}  // namespace

Html misfit_section(const StudyTable& table)
{
    const AnalysisTable* misfit = find_analysis(table, "misfit");
    const AnalysisTable* targets = find_analysis(table, "targets");
    if (misfit == nullptr || targets == nullptr) return {};
    const std::vector<StudyArm> arms = arms_in(table);
    const AnalysisCells ranked(*misfit);
    const AnalysisCells distances(*targets);
    const std::string which =
        arms.size() > most_arms ? fmt::format(" The best {} of {} arms are shown.", most_arms, arms.size()) : "";
    return element("p",
                   text("An arm's misfit is the sum over the fitted responses of ((mean − target)/spread)²; "
                        "predictions do not count. Whiskers are 95 % confidence intervals, of the jackknife over the "
                        "seeds." +
                        which),
                   attribute("class", "note")) +
           targets_table(distances) + ranking(ranked, arms) + distances_map(distances, arms);
}

}  // namespace trabecula
