#include "viz/report/study_charts.hpp"

#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/report/analysis_cells.hpp"
#include "viz/report/numbers.hpp"
#include "viz/report/svg_bars.hpp"
#include "viz/report/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

const StudyResponseColumn& response_named(const StudyTable& table, const std::string& name)
{
    const auto found = std::ranges::find(table.responses, name, &StudyResponseColumn::name);
    static const StudyResponseColumn none{"", "1", ""};
    return found == table.responses.end() ? none : *found;
}

/// What a fit and its points share.
bool same_curve(const AnalysisCells& fits, std::size_t fit, const AnalysisCells& points, std::size_t point)
{
    return std::ranges::all_of(std::array{"response", "factor", "with"}, [&](const char* column) {
        return fits.text(fit, column) == points.text(point, column);
    });
}

/// The means at doses above 0, and a broken line at that of dose 0.
std::vector<ChartCurve> points_of(const AnalysisCells& fits, std::size_t fit, const AnalysisCells& points)
{
    ChartCurve dosed{"mean", line_colour(0), {}, {}, {}, CurveStyle::points};
    for (std::size_t row = 0; row < points.rows(); ++row) {
        if (!same_curve(fits, fit, points, row) || !(points.number(row, "dose") > 0)) continue;
        const Bar mean = points.bar(row, "mean");
        dosed.x.push_back(points.number(row, "dose"));
        dosed.y.push_back(mean.value);
        dosed.half_band.push_back(mean.high - mean.value);
    }
    if (dosed.x.empty()) return {};
    const double untreated = fits.number(fit, "untreated");
    return {dosed,
            {"untreated",
             line_colour(7),
             {dosed.x.front(), dosed.x.back()},
             {untreated, untreated},
             {NAN, NAN},
             CurveStyle::reference}};
}

/// Hill's curve with the numbers of the file, over the doses given.
ChartCurve fitted(const AnalysisCells& fits, std::size_t fit, double least, double greatest)
{
    constexpr int steps = 60;
    ChartCurve curve{"Hill curve", line_colour(1), {}, {}, {}};
    const double untreated = fits.number(fit, "untreated");
    const double change = untreated * fits.number(fit, "Emax") / 100;
    for (int i = 0; i <= steps; ++i) {
        const double dose = least * std::pow(greatest / least, static_cast<double>(i) / steps);
        const double share = 1 / (1 + std::pow(fits.number(fit, "EC50") / dose, fits.number(fit, "hill")));
        curve.x.push_back(dose);
        curve.y.push_back(untreated + change * share);
        curve.half_band.push_back(NAN);
    }
    return curve;
}

/// What is given along the axis, in which unit, beside what; and what the curve says.
std::string summary_of(const AnalysisCells& fits, std::size_t fit)
{
    const std::string& unit = fits.text(fit, "dose_unit");
    const std::string& with = fits.text(fit, "with");
    const std::string title = fits.text(fit, "factor") + (unit == "1" ? "" : ", " + readable_unit(unit)) +
                              (with.empty() ? "" : ", with " + with);
    const double ec50 = fits.number(fit, "EC50");
    const double most = fits.number(fit, "Emax");
    if (!std::isfinite(ec50) || !std::isfinite(most)) return title + ": " + fits.text(fit, "note");
    return fmt::format("{}: EC50 {}, Emax {} %", title, shown(ec50), shown(most));
}

Html curve_of(const StudyTable& table, const AnalysisCells& fits, std::size_t fit, const AnalysisCells& points)
{
    std::vector<ChartCurve> curves = points_of(fits, fit, points);
    if (curves.empty()) return {};
    const std::vector<double> doses = curves.front().x;
    if (std::isfinite(fits.number(fit, "EC50")) && std::isfinite(fits.number(fit, "Emax")))
        curves.push_back(fitted(fits, fit, doses.front(), doses.back()));
    const StudyResponseColumn& response = response_named(table, fits.text(fit, "response"));
    return svg_chart({with_unit("dose", fits.text(fit, "dose_unit")), "", AxisScale::logarithmic},
                     {response.name, response.unit}, summary_of(fits, fit), curves);
}

Html fits_table(const StudyTable& table, const AnalysisCells& fits)
{
    HtmlTable rows{{text("response"), text("dose of"), text("besides"), text("untreated"), text("Emax, %"),
                    text("EC50"), text("Hill's exponent"), text("note")},
                   {},
                   "numbers"};
    for (std::size_t fit = 0; fit < fits.rows(); ++fit) {
        const StudyResponseColumn& response = response_named(table, fits.text(fit, "response"));
        const Bar ec50 = fits.bar(fit, "EC50");
        rows.rows.push_back(
            {text(with_unit(response.name, response.unit)), text(fits.text(fit, "factor")),
             text(fits.text(fit, "with")), text(shown(fits.number(fit, "untreated"))),
             text(shown_interval(fits.bar(fit, "Emax"))),
             text(std::isfinite(ec50.value) ? shown_interval(ec50) + " " + readable_unit(fits.text(fit, "dose_unit"))
                                            : shown(ec50.value)),
             text(shown(fits.number(fit, "hill"))), text(fits.text(fit, "note"))});
    }
    return html_of(rows);
}

/// The number that a sensitivity analysis gives, and how its chart is told.
struct Measure {
    std::vector<std::string> columns;
    std::vector<std::string> kinds;
    std::string axis;
    bool has_unit_of_response;
};

Measure measure_of(const AnalysisCells& cells)
{
    if (cells.has("first")) return {{"first", "total"}, {"by itself", "with all interactions"}, "Sobol' index", false};
    if (cells.has("mu_star"))
        return {{"mu_star"}, {"mean size of the effect"}, "mean size of the elementary effects", true};
    if (cells.has("effect")) return {{"effect"}, {"change"}, "change against the base, %", false};
    return {{"correlation"}, {"partial rank correlation"}, "partial rank correlation", false};
}

BarRow bar_row(const AnalysisCells& cells, std::size_t row, const Measure& measure)
{
    const std::string level = cells.has("level") ? " " + cells.text(row, "level") : "";
    BarRow bars{cells.text(row, "factor") + level, {}};
    for (const std::string& column : measure.columns) bars.bars.push_back(cells.bar(row, column));
    return bars;
}

/// Factors in order of the largest of their bars, so that a tornado narrows downwards.
BarChart tornado_of(const StudyTable& table, const AnalysisCells& cells, const std::string& response)
{
    const Measure measure = measure_of(cells);
    const StudyResponseColumn& column = response_named(table, response);
    BarChart chart{response, "", measure.axis, measure.has_unit_of_response ? column.unit : "1", measure.kinds, {{}}};
    struct Sized {
        double size;
        std::vector<BarRow> rows;
    };
    std::vector<Sized> factors;
    for (const std::string& factor : cells.names("factor")) {
        Sized sized{0, {}};
        for (std::size_t row = 0; row < cells.rows(); ++row) {
            if (cells.text(row, "response") != response || cells.text(row, "factor") != factor) continue;
            sized.rows.push_back(bar_row(cells, row, measure));
            for (const Bar& bar : sized.rows.back().bars)
                if (std::isfinite(bar.value)) sized.size = std::max(sized.size, std::abs(bar.value));
        }
        factors.push_back(std::move(sized));
    }
    std::ranges::stable_sort(factors, std::ranges::greater(), &Sized::size);
    for (const Sized& factor : factors)
        chart.groups.front().rows.insert(chart.groups.front().rows.end(), factor.rows.begin(), factor.rows.end());
    return chart;
}

Html note(const std::string& words)
{
    return element("p", text(words), attribute("class", "note"));
}

}  // namespace

Html dose_response_section(const StudyTable& table)
{
    const AnalysisTable* found = find_analysis(table, "dose_response");
    if (found == nullptr) return {};
    const AnalysisCells fits(*found);
    Html charts;
    if (const AnalysisTable* means = find_analysis(table, "dose_points"))
        for (std::size_t fit = 0; fit < fits.rows(); ++fit) charts += curve_of(table, fits, fit, AnalysisCells(*means));
    return note(
               "Points are means over the seeds, with 95 % confidence intervals; the broken line is the untreated. "
               "Intervals of the curves' numbers are the jackknife's over the seeds. An Emax beyond what was seen "
               "says that the doses do not reach the top of the curve.") +
           element("div", charts, attribute("class", "charts")) + fits_table(table, fits);
}

Html sensitivity_section(const StudyTable& table)
{
    const AnalysisTable* found = find_analysis(table, "sensitivity");
    if (found == nullptr) return {};
    const AnalysisCells cells(*found);
    Html charts;
    for (const std::string& response : cells.names("response"))
        charts += svg_bars(tornado_of(table, cells, response), BarMark::bar);
    return note("Shown: " + found->meaning + "; whiskers are 95 % confidence intervals.") +
           element("div", charts, attribute("class", "plots"));
}

}  // namespace trabecula
