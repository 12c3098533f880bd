#include "viz/report/heat_map.hpp"

#include "viz/palette.hpp"
#include "viz/report/analysis_cells.hpp"
#include "viz/report/numbers.hpp"
#include "viz/report/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

double largest_in(const HeatMap& map)
{
    double largest = 0;
    for (const auto& row : map.cells)
        for (const auto& cell : row)
            if (cell && std::isfinite(cell->value)) largest = std::max(largest, std::abs(cell->value));
    return largest > 0 ? largest : 1;
}

/// Rec. 601; letters are black on what is bright.
std::string colours_of(double share)
{
    const Colour colour = change_colour(share);
    const double brightness = 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue;
    return attribute("style",
                     fmt::format("--cell:{};--on-cell:{}", css(colour), brightness > 140 ? "#1a1a1a" : "#ffffff"));
}

std::string shown_in(HeatUnit unit, double value)
{
    return rounded_change(value) + (unit == HeatUnit::percent ? " %" : "");
}

Html cell_of(const std::optional<Bar>& cell, const std::string& word, double largest, HeatUnit unit)
{
    if (!cell || !std::isfinite(cell->value)) return element("td", {});
    const Html value = text(shown_in(unit, cell->value));
    Html content = is_beyond_chance(*cell) ? element("b", value) : value;
    if (std::isfinite(cell->low) && std::isfinite(cell->high))
        content += element("small", text(fmt::format("{} to {}", rounded(cell->low), rounded(cell->high))));
    if (!word.empty()) content += element("small", text(word));
    return element("td", content, colours_of(cell->value / largest));
}

Html scale_of(double largest, HeatUnit unit)
{
    const std::string bar = fmt::format("background:linear-gradient(90deg,{},{},{})", css(change_colour(-1)),
                                        css(change_colour(0)), css(change_colour(1)));
    return text(shown_in(unit, -largest)) +
           element("span", {}, attribute("class", "colours") + attribute("style", bar)) +
           text(shown_in(unit, largest) + ". ");
}

}  // namespace

Html html_of(const HeatMap& map)
{
    const double largest = largest_in(map);
    Html head = element("th", text(map.corner));
    for (const std::string& column : map.columns) head += element("th", text(column));
    Html rows;
    for (std::size_t row = 0; row < map.rows.size(); ++row) {
        Html cells = element("th", text(map.rows[row]));
        for (std::size_t column = 0; column < map.columns.size(); ++column)
            cells +=
                cell_of(map.cells[row][column], map.words.empty() ? "" : map.words[row][column], largest, map.unit);
        rows += element("tr", cells) + Html{"\n"};
    }
    const Html whole = element("caption", scale_of(largest, map.unit) + text(map.caption)) +
                       element("thead", element("tr", head)) + element("tbody", rows);
    return element("div", element("table", whole, attribute("class", "heat")), attribute("class", "scrolls"));
}

}  // namespace trabecula
