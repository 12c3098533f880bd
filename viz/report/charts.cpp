#include "viz/report/charts.hpp"

#include "viz/palette.hpp"
#include "viz/report/numbers.hpp"
#include "viz/report/series_kinds.hpp"
#include "viz/report/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

enum class Fold { open, closed };

struct ChartGroup {
    SeriesKind kind;
    const char* name;
    Fold fold;
};

constexpr auto groups = std::to_array<ChartGroup>({
    {SeriesKind::bone, "Bone", Fold::open},
    {SeriesKind::cells, "Cells", Fold::open},
    {SeriesKind::cytokines, "Cytokines", Fold::open},
    {SeriesKind::systemic, "Hormones and compounds", Fold::open},
    {SeriesKind::histomorphometry, "Histomorphometry", Fold::closed},
    {SeriesKind::markers, "Markers of turnover", Fold::closed},
    {SeriesKind::states, "States of cells", Fold::closed},
    {SeriesKind::pathways, "Pathways, mean activity", Fold::closed},
});

/// One series of all arms.
struct Panel {
    std::string series;
    std::string name;
    std::vector<std::optional<Spread>> spreads;  // one per arm

    const Spread& any() const
    {
        return **std::ranges::find_if(spreads, [](const auto& spread) { return spread.has_value(); });
    }
};

Panel panel_of(const Comparison& comparison, const std::string& series, SeriesKind kind)
{
    Panel panel{series, chart_name(series, kind), {}};
    for (const Arm& arm : comparison.arms) panel.spreads.push_back(spread_of(arm, series));
    return panel;
}

/// The one number that a panel holds, if it is so.
std::optional<double> constant_of(const Panel& panel)
{
    std::optional<double> constant;
    for (const auto& spread : panel.spreads) {
        if (!spread) continue;
        for (std::size_t i = 0; i < spread->mean.size(); ++i) {
            const double value = spread->mean[i];
            if (!std::isfinite(value)) continue;
            if (spread->sd[i] > 0 || value != constant.value_or(value)) return std::nullopt;
            constant = value;
        }
    }
    return constant.value_or(NAN);
}

/// With one arm, cells have the colours of the pictures.
Colour colour_of(const Panel& panel, std::size_t arm)
{
    const bool counts_cells = panel.spreads.size() == 1 && panel.series.ends_with(".count");
    return counts_cells ? cell_colour(panel.series.substr(0, panel.series.find('.'))) : line_colour(arm);
}

/// Whether the axis of time is in days.
bool is_long(const Comparison& comparison)
{
    return std::ranges::any_of(comparison.arms, [](const Arm& arm) {
        return std::ranges::any_of(arm.runs, [](const RunReader& run) {
            return !run.time_series().time_h.empty() && run.time_series().time_h.back() >= 48;
        });
    });
}

Html chart_of(const Comparison& comparison, const Panel& panel)
{
    const double hours = is_long(comparison) ? 24 : 1;
    const double factor = panel.series == "BV/TV" ? 100 : 1;
    std::vector<ChartCurve> curves;
    for (std::size_t a = 0; a < panel.spreads.size(); ++a) {
        if (!panel.spreads[a]) continue;
        ChartCurve curve{comparison.arms[a].name, colour_of(panel, a), panel.spreads[a]->time_h, panel.spreads[a]->mean,
                         panel.spreads[a]->sd};
        for (double& time : curve.x) time /= hours;
        for (double& value : curve.y) value *= factor;
        for (double& value : curve.half_band) value *= factor;
        curves.push_back(std::move(curve));
    }
    const std::string unit = factor == 100 ? "%" : panel.any().unit;
    return svg_chart({"time", hours == 24 ? "d" : "h"}, {panel.name, unit}, panel.any().meaning, curves);
}

Html group_of(const Comparison& comparison, const ChartGroup& group)
{
    Html charts;
    std::string constants;
    for (const std::string& series : series_of(comparison, group.kind)) {
        const Panel panel = panel_of(comparison, series, group.kind);
        if (const auto constant = constant_of(panel))
            constants += fmt::format("{}{} {}", constants.empty() ? "" : ", ", panel.name,
                                     std::isfinite(*constant) ? shown(*constant) : "not defined");
        else
            charts += chart_of(comparison, panel);
    }
    if (charts.empty() && constants.empty()) return {};
    Html content = element("summary", text(group.name));
    if (!charts.empty()) content += element("div", charts, attribute("class", "charts"));
    if (!constants.empty())
        content += element("p", text("The same throughout: " + constants + "."), attribute("class", "note"));
    return element("details", content, group.fold == Fold::open ? " open" : "");
}

Html legend_of(const Comparison& comparison)
{
    Html items;
    for (std::size_t a = 0; a < comparison.arms.size(); ++a) {
        const Arm& arm = comparison.arms[a];
        const Html swatch = element("i", {}, attribute("style", "--line:" + css(line_colour(a))));
        const std::string runs = arm.runs.size() > 1 ? fmt::format(" ({} runs)", arm.runs.size()) : "";
        items += element("li", swatch + text(arm.name + runs));
    }
    return element("ul", items, attribute("class", "legend"));
}

}  // namespace

Html charts_of(const Comparison& comparison)
{
    Html content;
    if (comparison.arms.size() > 1) content += legend_of(comparison);
    if (has_replicates(comparison))
        content += element("p", text("Lines are means of replicates, bands one standard deviation to either side."),
                           attribute("class", "note"));
    Html charts;
    for (const ChartGroup& group : groups) charts += group_of(comparison, group);
    if (charts.empty()) return content + paragraph("Nothing was recorded over time.");
    return content + charts;
}

}  // namespace trabecula
