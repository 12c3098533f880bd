#include "viz/annotations.hpp"

#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double row_height = 1.5;  // in text sizes, as are all lengths of a legend
constexpr double mark_width = 1.5;
constexpr double note_gap = 1.2;
constexpr double tick_width = 2.7;  // key and box

void draw_mark(Canvas& canvas, const LegendRow& row, Spot left, double text_px)
{
    const double width = text_px;
    const Spot centre{left.x + width / 2, left.y};
    const Box patch{left.x + 0.08 * width, left.y - 0.42 * width, 0.84 * width, 0.84 * width};
    switch (row.mark) {
        case LegendRow::Mark::disc:
            canvas.disc(centre, 0.44 * width, mixed(row.colour, ink, 0.5));
            canvas.disc(centre, 0.44 * width - 1, row.colour);
            break;
        case LegendRow::Mark::line:
            canvas.line({left.x, left.y}, {left.x + width, left.y}, row.colour, std::max(2.0, 0.17 * text_px));
            break;
        case LegendRow::Mark::patch:
            canvas.fill(patch, row.colour);
            canvas.frame(patch, mixed(row.colour, ink, 0.5), 1);
            break;
    }
}

void draw_tick_box(Canvas& canvas, const LegendRow& row, Spot left, double text_px)
{
    const TextStyle grey{.size_px = 0.85 * text_px, .colour = {110, 110, 110}, .across = Across::centre};
    canvas.text({left.x + 0.4 * text_px, left.y}, row.key, grey);
    const Box box{left.x + text_px, left.y - 0.45 * text_px, 0.9 * text_px, 0.9 * text_px};
    canvas.frame(box, ink, 1);
    if (row.tick != LegendRow::Tick::on) return;
    const Spot low{box.left + 0.4 * box.width, box.bottom() - 0.2 * box.height};
    const double width_px = std::max(1.5, 0.12 * text_px);
    canvas.line({box.left + 0.18 * box.width, box.top + 0.5 * box.height}, low, ink, width_px);
    canvas.line(low, {box.right() - 0.15 * box.width, box.top + 0.18 * box.height}, ink, width_px);
}

double tick_px(const std::vector<LegendRow>& rows, double text_px)
{
    const bool has_ticks =
        std::ranges::any_of(rows, [](const LegendRow& row) { return row.tick != LegendRow::Tick::none; });
    return has_ticks ? tick_width * text_px : 0.0;
}

double widest(const Canvas& canvas, const std::vector<LegendRow>& rows, std::string LegendRow::*part, double text_px)
{
    double width = 0;
    for (const auto& row : rows)
        if (!(row.*part).empty()) width = std::max(width, canvas.text_width(row.*part, {.size_px = text_px}));
    return width;
}

}  // namespace

double small_text_px(const Canvas& canvas)
{
    return std::max(11.0, canvas.thousandths(18));
}

Box draw_header(Canvas& canvas, const std::string& title, const std::string& subtitle)
{
    const double margin = canvas.thousandths(30);
    const double width = canvas.picture().size.width - 2 * margin;
    const TextStyle bold{.size_px = std::max(14.0, canvas.thousandths(28)), .weight = Weight::bold, .down = Down::top};
    const TextStyle under{.size_px = std::max(12.0, canvas.thousandths(21)), .colour = {90, 90, 90}, .down = Down::top};
    canvas.text({margin, margin * 0.7}, canvas.fitted(title, bold, width), bold);
    canvas.text({margin, margin * 0.7 + 1.4 * bold.size_px}, canvas.fitted(subtitle, under, width), under);
    const double top = margin * 0.7 + 1.4 * bold.size_px + 1.7 * under.size_px;
    return {margin, top, width, canvas.picture().size.height - top - margin};
}

Spot legend_size(const Canvas& canvas, const std::vector<LegendRow>& rows, double text_px)
{
    const double names = widest(canvas, rows, &LegendRow::name, text_px);
    const double notes = widest(canvas, rows, &LegendRow::note, text_px);
    return {tick_px(rows, text_px) + mark_width * text_px + names + (notes > 0 ? note_gap * text_px + notes : 0.0),
            row_height * text_px * static_cast<double>(rows.size())};
}

void draw_legend(Canvas& canvas, Spot place, const std::vector<LegendRow>& rows, double text_px)
{
    const double right = place.x + legend_size(canvas, rows, text_px).x;
    const double left = place.x + tick_px(rows, text_px);
    double y = place.y + row_height * text_px / 2;
    for (const auto& row : rows) {
        if (row.tick != LegendRow::Tick::none) draw_tick_box(canvas, row, {place.x, y}, text_px);
        draw_mark(canvas, row, {left, y}, text_px);
        canvas.text({left + mark_width * text_px, y}, row.name, {.size_px = text_px});
        if (!row.note.empty()) canvas.text({right, y}, row.note, {.size_px = text_px, .across = Across::right});
        y += row_height * text_px;
    }
}

std::vector<LegendRow> cell_legend(const CellImage& cells, AbsentCells absent)
{
    std::vector<std::size_t> counts(cells.types.size(), 0);
    for (const std::uint8_t type : cells.agents.type) ++counts.at(type);
    std::vector<LegendRow> rows;
    for (std::size_t t = 0; t < cells.types.size(); ++t) {
        if (counts[t] == 0 && absent == AbsentCells::left_out) continue;
        const CellTypeLabel& type = cells.types[t];
        const std::string times = type.weight == 1.0 ? "" : fmt::format(" × {}", short_number(type.weight));
        rows.push_back({LegendRow::Mark::disc, cell_colour(type.name), readable_name(type.name),
                        fmt::format("{}{}", counts[t], times)});
    }
    return rows;
}

void draw_scale_bar(Canvas& canvas, Spot left_end, double px_per_um, double widest_px)
{
    const double length_um = round_below(widest_px / px_per_um);
    const double length_px = length_um * px_per_um;
    const double text_px = small_text_px(canvas);
    canvas.fill({left_end.x, left_end.y - text_px * 0.12, length_px, text_px * 0.24}, ink);
    const std::string label = length_um < 1000 ? fmt::format("{} µm", short_number(length_um))
                                               : fmt::format("{} mm", short_number(length_um / 1000));
    canvas.text({left_end.x + length_px / 2, left_end.y - 0.35 * text_px}, label,
                {.size_px = text_px, .across = Across::centre, .down = Down::bottom});
}

void draw_colour_bar(Canvas& canvas, const Box& place, const std::string& name, const std::string& unit, double low,
                     double high)
{
    const Box bar{place.left, std::round(place.top), place.width, std::round(place.height)};  // whole rows of pixels
    const double text_px = small_text_px(canvas);
    for (double y = bar.top; y < bar.bottom(); ++y)
        canvas.fill({bar.left, y, bar.width, 1}, concentration_colour((bar.bottom() - y - 0.5) / bar.height));
    canvas.frame(bar, ink, 1);
    const Ticks ticks = linear_ticks(low, high, 7);
    for (std::size_t i = 0; i < ticks.values.size(); ++i) {
        const double y = bar.bottom() - (ticks.values[i] - low) / (high - low) * bar.height;
        canvas.line({bar.right(), y}, {bar.right() + 0.35 * text_px, y}, ink, 1);
        canvas.text({bar.right() + 0.6 * text_px, y}, ticks.labels[i], {.size_px = text_px});
    }
    canvas.text({bar.left, bar.top - 0.7 * text_px}, with_unit(name, unit, ticks.factor),
                {.size_px = text_px, .weight = Weight::bold, .down = Down::bottom});
}

}  // namespace trabecula
