#include "viz/report/svg_bars.hpp"

#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/report/numbers.hpp"
#include "viz/report/svg_chart.hpp"
#include "viz/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double plot_width = 330;
constexpr double letter_width = 6.1;
constexpr std::size_t most_letters = 46;
constexpr double top = 6;
constexpr double row_gap = 8;
constexpr double bar_height = 11;
constexpr double heading_height = 20;
constexpr double axis_height = 26;

/// Bytes that go on with a letter of UTF-8 are not counted.
std::size_t letters_in(const std::string& name)
{
    return static_cast<std::size_t>(std::ranges::count_if(name, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string shortened(const std::string& name)
{
    if (letters_in(name) <= most_letters) return name;
    std::size_t bytes = 0;
    for (std::size_t letters = 0; bytes < name.size(); ++bytes)
        if ((name[bytes] & 0xC0) != 0x80 && ++letters == most_letters) break;
    return name.substr(0, bytes) + "…";
}

struct Layout {
    double left = 0.0;
    double right = 0.0;
    double bottom = 0.0;
    Scale values;
    double across(double value) const { return left + values.share(value) * (right - left); }
};

double height_of(const BarGroup& group, std::size_t kinds)
{
    return (group.name.empty() ? 0 : heading_height) +
           static_cast<double>(group.rows.size()) * (row_gap + bar_height * static_cast<double>(kinds));
}

Layout layout_of(const BarChart& chart, BarMark mark)
{
    std::vector<double> shown_values;
    std::size_t letters = 6;
    Layout layout;
    layout.bottom = top;
    for (const BarGroup& group : chart.groups) {
        layout.bottom += height_of(group, chart.kinds.size());
        for (const BarRow& row : group.rows) {
            letters = std::max(letters, letters_in(row.name));
            for (const Bar& bar : row.bars) shown_values.insert(shown_values.end(), {bar.value, bar.low, bar.high});
        }
    }
    if (mark == BarMark::bar) shown_values.push_back(0);
    layout.left = letter_width * static_cast<double>(std::min(letters, most_letters)) + 14;
    layout.right = layout.left + plot_width;
    layout.values = scale_around(shown_values, AxisScale::linear);
    return layout;
}

/// With whiskers; a title says the numbers to the pointer.
std::string drawing_of(const Bar& bar, double middle, Colour colour, BarMark mark, const Layout& layout)
{
    if (!std::isfinite(bar.value)) return {};
    const double end = layout.across(bar.value);
    std::string code = fmt::format("<title>{}</title>", shown_interval(bar));
    if (mark == BarMark::bar) {
        const double zero = layout.across(0);
        code += fmt::format("<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{}\"/>",
                            std::min(zero, end), middle - bar_height / 2 + 1, std::abs(end - zero), bar_height - 2);
    } else {
        code += fmt::format("<circle class=\"dot\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.6\"/>", end, middle);
    }
    if (std::isfinite(bar.low) && std::isfinite(bar.high))
        code += fmt::format("<path class=\"whisker\" d=\"M{:.1f} {:.1f}v6m0 -3H{:.1f}m0 -3v6\"/>",
                            layout.across(bar.low), middle - 3, layout.across(bar.high));
    return fmt::format("<g style=\"--line:{}\">{}</g>", css(colour), code);
}

std::string drawing_of(const BarRow& row, double above, const Layout& layout, BarMark mark)
{
    const double middle = above + row_gap / 2 + bar_height * static_cast<double>(row.bars.size()) / 2;
    std::string code = fmt::format("<text class=\"y\" x=\"{:.1f}\" y=\"{:.1f}\">{}<title>{}</title></text>",
                                   layout.left - 8, middle + 4, text(shortened(row.name)).code, text(row.name).code);
    if (std::ranges::none_of(row.bars, [](const Bar& bar) { return std::isfinite(bar.value); }))
        return code + fmt::format("<text class=\"none\" x=\"{:.1f}\" y=\"{:.1f}\">no value</text>", layout.left + 8,
                                  middle + 4);
    for (std::size_t kind = 0; kind < row.bars.size(); ++kind)
        code += drawing_of(row.bars[kind], above + row_gap / 2 + bar_height * (static_cast<double>(kind) + 0.5),
                           line_colour(kind), mark, layout);
    return code;
}

std::string grid_of(const Layout& layout, const Ticks& ticks)
{
    std::string code;
    for (std::size_t i = 0; i < ticks.values.size(); ++i) {
        const double across = layout.across(ticks.values[i]);
        code += fmt::format("<path class=\"grid\" d=\"M{:.1f} {}V{:.1f}\"/>", across, top, layout.bottom);
        code += fmt::format("<text class=\"x\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", across, layout.bottom + 16,
                            ticks.labels[i]);
    }
    if (layout.values.low <= 0 && layout.values.high >= 0)
        code += fmt::format("<path class=\"axis\" d=\"M{:.1f} {}V{:.1f}\"/>", layout.across(0), top, layout.bottom);
    return code;
}

Html legend_of(const std::vector<std::string>& kinds)
{
    if (kinds.size() < 2) return {};
    Html items;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        items +=
            element("li", element("i", {}, attribute("style", "--line:" + css(line_colour(kind)))) + text(kinds[kind]));
    return element("ul", items, attribute("class", "legend"));
}

}  // namespace

Html svg_bars(const BarChart& chart, BarMark mark)
{
    const Layout layout = layout_of(chart, mark);
    const Ticks ticks = layout.values.ticks(5);
    std::string code = grid_of(layout, ticks);
    double above = top;
    for (const BarGroup& group : chart.groups) {
        if (!group.name.empty()) {
            code += fmt::format("<text class=\"heading\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", layout.left, above + 14,
                                text(group.name).code);
            above += heading_height;
        }
        for (const BarRow& row : group.rows) {
            code += drawing_of(row, above, layout, mark);
            above += row_gap + bar_height * static_cast<double>(chart.kinds.size());
        }
    }
    const std::string axis = with_unit(chart.value_name, chart.value_unit, ticks.factor);
    const Html title =
        element("figcaption", element("b", text(chart.title)) + element("span", text(axis + chart.subtitle)));
    const Html drawing = element("svg", {code},
                                 fmt::format(" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\"{}", layout.right + 14,
                                             layout.bottom + axis_height, attribute("aria-label", chart.title)));
    return element("figure", title + legend_of(chart.kinds) + drawing, attribute("class", "bars"));
}

}  // namespace trabecula
