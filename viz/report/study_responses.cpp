#include "viz/report/study_responses.hpp"

#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/report/analysis_cells.hpp"
#include "viz/report/study_arms.hpp"
#include "viz/report/svg_bars.hpp"
#include "viz/report/svg_chart.hpp"

#include "core/amount.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace trabecula {

namespace {

constexpr std::size_t most_curves = 8;
constexpr std::size_t most_open_rows = 40;
constexpr double logarithmic_from = 20;  // greatest over least

/// A factor whose levels are numbers of one unit, and them by arm.
struct NumberAxis {
    std::size_t factor = 0;
    ChartAxis axis;
    std::vector<double> of_arm;
};

std::optional<NumberAxis> number_axis(const StudyTable& table, const std::vector<StudyArm>& arms, std::size_t factor)
{
    NumberAxis found{factor, {table.factors[factor].name, ""}, {}};
    for (const StudyArm& arm : arms) {
        const auto amount = read_amount(arm.levels[factor]);
        if (!amount || (!found.of_arm.empty() && amount->unit != found.axis.unit)) return std::nullopt;
        found.axis.unit = amount->unit;
        found.of_arm.push_back(amount->number);
    }
    if (found.of_arm.empty()) return std::nullopt;
    const auto [least, greatest] = std::ranges::minmax(found.of_arm);
    if (!(greatest > least)) return std::nullopt;
    found.axis = {with_unit(found.axis.name, found.axis.unit), ""};
    if (least > 0 && greatest >= logarithmic_from * least) found.axis.scale = AxisScale::logarithmic;
    return found;
}

std::string levels_besides(const StudyTable& table, const StudyArm& arm, std::size_t factor)
{
    std::string words;
    for (std::size_t f = 0; f < arm.levels.size(); ++f)
        if (f != factor)
            words += fmt::format("{}{} {}", words.empty() ? "" : ", ", table.factors[f].name, arm.levels[f]);
    return words;
}

/// The arms that share all other levels, by what these are, in order of the axis.
std::map<std::string, std::vector<std::size_t>> curves_along(const NumberAxis& axis, const StudyTable& table,
                                                             const std::vector<StudyArm>& arms)
{
    std::map<std::string, std::vector<std::size_t>> curves;
    for (std::size_t arm = 0; arm < arms.size(); ++arm)
        curves[levels_besides(table, arms[arm], axis.factor)].push_back(arm);
    for (auto& [others, curve] : curves)
        std::ranges::sort(curve, {}, [&](std::size_t arm) { return axis.of_arm[arm]; });
    return curves;
}

/// The number axis along which there is most to see, if the arms make curves along any.
std::optional<NumberAxis> best_axis(const StudyTable& table, const std::vector<StudyArm>& arms)
{
    std::optional<NumberAxis> best;
    std::size_t most_levels = 1;
    for (std::size_t f = 0; f < table.factors.size(); ++f) {
        const std::size_t levels = levels_in(arms, f).size();
        const auto axis = levels > most_levels ? number_axis(table, arms, f) : std::nullopt;
        if (!axis || curves_along(*axis, table, arms).size() > most_curves) continue;
        most_levels = levels;
        best = axis;
    }
    return best;
}

/// Of one response, by arm.
std::vector<Bar> means_of(const StudyTable& table, const std::string& response, std::size_t arms)
{
    std::vector<Bar> means(arms, {NAN, NAN, NAN});
    const AnalysisTable* found = find_analysis(table, "arms");
    if (found == nullptr) return means;
    const AnalysisCells cells(*found);
    for (std::size_t row = 0; row < cells.rows(); ++row)
        if (cells.text(row, "response") == response)
            means.at(static_cast<std::size_t>(cells.number(row, "arm")) - 1) = cells.bar(row, "mean");
    return means;
}

/// A broken line at the published value, in a band of its spread; none where a response has no target.
std::vector<ChartCurve> target_line(const StudyResponseColumn& response, const NumberAxis& axis)
{
    if (!response.target) return {};
    const auto [least, greatest] = std::ranges::minmax(axis.of_arm);
    const auto [value, spread] = std::pair(response.target->value, response.target->spread);
    return {{"published", line_colour(7), {least, greatest}, {value, value}, {spread, spread}, CurveStyle::reference}};
}

Html curves_of(const StudyTable& table, const StudyResponseColumn& response, const NumberAxis& axis,
               const std::vector<StudyArm>& arms)
{
    const std::vector<Bar> means = means_of(table, response.name, arms.size());
    std::vector<ChartCurve> curves;
    for (const auto& [others, along] : curves_along(axis, table, arms)) {
        ChartCurve curve{others, line_colour(curves.size()), {}, {}, {}};
        for (const std::size_t arm : along) {
            curve.x.push_back(axis.of_arm[arm]);
            curve.y.push_back(means[arm].value);
            curve.half_band.push_back(means[arm].high - means[arm].value);
        }
        curves.push_back(curve);
    }
    std::ranges::move(target_line(response, axis), std::back_inserter(curves));
    return svg_chart(axis.axis, {response.name, response.unit},
                     fmt::format("{}; over {}", response.meaning, axis.axis.name), curves);
}

Html rows_of(const StudyTable& table, const StudyResponseColumn& response, const std::vector<StudyArm>& arms)
{
    const std::vector<Bar> means = means_of(table, response.name, arms.size());
    BarChart chart{response.name, ": " + response.meaning, "mean", response.unit, {"mean"}, {{}}};
    for (std::size_t arm = 0; arm < arms.size(); ++arm)
        chart.groups.front().rows.push_back({arms[arm].name, {means[arm]}});
    return svg_bars(chart, BarMark::dot);
}

/// The runs of a sample as points, over each factor.
Html points_of(const StudyTable& table, std::size_t response, const std::vector<StudyArm>& arms)
{
    Html charts;
    for (std::size_t f = 0; f < table.factors.size(); ++f) {
        const auto axis = number_axis(table, arms, f);
        if (!axis) continue;
        ChartCurve points{"", line_colour(0), {}, {}, {}, CurveStyle::points};
        for (const StudyRow& row : table.rows) {
            points.x.push_back(axis->of_arm[row.arm - 1]);
            points.y.push_back(row.responses[response]);
            points.half_band.push_back(NAN);
        }
        std::vector<ChartCurve> curves = target_line(table.responses[response], *axis);
        curves.push_back(points);
        charts += svg_chart(axis->axis, {table.responses[response].name, table.responses[response].unit},
                            "over " + axis->axis.name, curves);
    }
    return charts.empty() ? Html{} : element("div", charts, attribute("class", "charts"));
}

std::string target_words(const StudyTable& table)
{
    const auto has_target = [](const StudyResponseColumn& response) { return response.target.has_value(); };
    return std::ranges::any_of(table.responses, has_target)
               ? " The broken line is the published value, in a band of its spread."
               : "";
}

Html sampled(const StudyTable& table, const std::vector<StudyArm>& arms)
{
    Html content = element("p", text("A point is a run." + target_words(table)), attribute("class", "note"));
    for (std::size_t r = 0; r < table.responses.size(); ++r) {
        const StudyResponseColumn& response = table.responses[r];
        content += element("details",
                           element("summary", text(response.name) + element("small", text(response.meaning))) +
                               points_of(table, r, arms),
                           r == 0 ? " open" : "");
    }
    return content;
}

Html legend_of(const NumberAxis& axis, const StudyTable& table, const std::vector<StudyArm>& arms)
{
    const auto curves = curves_along(axis, table, arms);
    if (curves.size() < 2) return {};
    Html items;
    std::size_t i = 0;
    for (const auto& [others, along] : curves)
        items += element("li", element("i", {}, attribute("style", "--line:" + css(line_colour(i++)))) + text(others));
    return element("ul", items, attribute("class", "legend"));
}

}  // namespace

Html responses_section(const StudyTable& table)
{
    const std::vector<StudyArm> arms = arms_in(table);
    if (is_sampled(table)) return sampled(table, arms);
    if (find_analysis(table, "arms") == nullptr) return {};
    const auto axis = best_axis(table, arms);
    Html charts;
    for (const StudyResponseColumn& response : table.responses)
        charts += axis ? curves_of(table, response, *axis, arms) : rows_of(table, response, arms);
    const Html note = element("p",
                              text("Means over the seeds, with their 95 % confidence intervals (Student's t)." +
                                   (axis ? target_words(table) : "")),
                              attribute("class", "note"));
    const Html shown_charts = element("div", charts, attribute("class", axis ? "charts" : "plots"));
    if (axis) return note + legend_of(*axis, table, arms) + shown_charts;
    if (arms.size() <= most_open_rows) return note + shown_charts;
    return note + element("details", element("summary", text(fmt::format("All {} arms", arms.size()))) + shown_charts);
}

}  // namespace trabecula
