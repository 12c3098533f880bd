#include "viz/bar_chart.hpp"

#include "viz/annotations.hpp"
#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/ticks.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr int width_px = 1400;
constexpr double text_px = 18.0;
constexpr double bar_px = 14.0;
constexpr double row_gap_px = 12.0;
constexpr double heading_px = 40.0;
constexpr double around_px = 190.0;  // header, legend and axis
constexpr Colour grid_colour{226, 226, 226};

double height_of(const BarRow& row)
{
    return static_cast<double>(row.bars.size()) * bar_px + row_gap_px;
}

double height_of(const BarGroup& group)
{
    double height = group.name.empty() ? 0.5 * heading_px : heading_px;
    for (const BarRow& row : group.rows) height += height_of(row);
    return height;
}

double height_of(const BarChart& chart)
{
    double height = 0.0;
    for (const BarGroup& group : chart.groups) height += height_of(group);
    return height;
}

/// The values that the axis must hold: all that is drawn, and 0.
struct Range {
    double low = 0.0;
    double high = 0.0;
};

Range range_of(const BarChart& chart)
{
    Range range;
    for (const BarGroup& group : chart.groups)
        for (const BarRow& row : group.rows)
            for (const Bar& bar : row.bars)
                for (const double value : {bar.value, bar.low, bar.high}) {
                    if (!std::isfinite(value)) continue;
                    range.low = std::min(range.low, value);
                    range.high = std::max(range.high, value);
                }
    if (range.low == range.high) return {-1.0, 1.0};
    const double margin = 0.05 * (range.high - range.low);
    return {range.low < 0.0 ? range.low - margin : 0.0, range.high > 0.0 ? range.high + margin : 0.0};
}

double widest_name(const Canvas& canvas, const BarChart& chart)
{
    double width = 0.0;
    for (const BarGroup& group : chart.groups)
        for (const BarRow& row : group.rows) width = std::max(width, canvas.text_width(row.name, {.size_px = text_px}));
    return std::min(width, 0.45 * width_px);
}

class Plot {
  public:
    Plot(Canvas& canvas, const Box& box, Range range) : canvas_(canvas), box_(box), range_(range) {}

    void draw_axis(const std::string& name, const std::string& unit)
    {
        const Ticks ticks = linear_ticks(range_.low, range_.high, 9);
        for (std::size_t i = 0; i < ticks.values.size(); ++i) {
            const double x = at(ticks.values[i]);
            canvas_.line({x, box_.top}, {x, box_.bottom()}, grid_colour, 1);
            canvas_.text({x, box_.bottom() + 6}, ticks.labels[i],
                         {.size_px = text_px, .across = Across::centre, .down = Down::top});
        }
        canvas_.text({box_.left + box_.width / 2, box_.bottom() + 32}, with_unit(name, unit, ticks.factor),
                     {.size_px = text_px, .across = Across::centre, .down = Down::top});
    }

    void draw(const BarGroup& group, double& y)
    {
        const TextStyle heading{.size_px = text_px, .weight = Weight::bold, .down = Down::middle};
        if (!group.name.empty()) canvas_.text({canvas_.thousandths(30), y + 0.5 * heading_px}, group.name, heading);
        y += group.name.empty() ? 0.5 * heading_px : heading_px;
        for (const BarRow& row : group.rows) draw(row, y);
    }

    void draw_zero() { canvas_.line({at(0.0), box_.top}, {at(0.0), box_.bottom()}, ink, 1.5); }

  private:
    double at(double value) const { return box_.left + box_.width * (value - range_.low) / (range_.high - range_.low); }

    void draw(const BarRow& row, double& y)
    {
        const TextStyle style{.size_px = text_px, .across = Across::right};
        const double middle = y + 0.5 * static_cast<double>(row.bars.size()) * bar_px;
        canvas_.text({box_.left - 12, middle}, canvas_.fitted(row.name, style, 0.45 * width_px), style);
        for (std::size_t kind = 0; kind < row.bars.size(); ++kind)
            draw(row.bars[kind], kind, y + static_cast<double>(kind) * bar_px);
        y += height_of(row);
    }

    void draw(const Bar& bar, std::size_t kind, double y)
    {
        if (!std::isfinite(bar.value)) return;
        const double left = std::min(at(0.0), at(bar.value));
        const double right = std::max(at(0.0), at(bar.value));
        canvas_.fill({left, y, right - left, bar_px - 2.0}, line_colour(kind));
        if (!std::isfinite(bar.low) || !std::isfinite(bar.high)) return;
        const double middle = y + 0.5 * bar_px - 1.0;
        canvas_.line({at(bar.low), middle}, {at(bar.high), middle}, ink, 1.5);
        for (const double end : {bar.low, bar.high})
            canvas_.line({at(end), middle - 4.0}, {at(end), middle + 4.0}, ink, 1.5);
    }

    Canvas& canvas_;
    Box box_;
    Range range_;
};

}  // namespace

bool write_bar_chart(const BarChart& chart, const std::filesystem::path& file)
{
    const double height = height_of(chart);
    Canvas canvas{Picture({width_px, static_cast<int>(height + around_px)})};
    const Box area = draw_header(canvas, chart.title, chart.subtitle);
    std::vector<LegendRow> legend;
    for (std::size_t kind = 0; kind < chart.kinds.size(); ++kind)
        legend.push_back({LegendRow::Mark::patch, line_colour(kind), chart.kinds[kind], ""});
    const double names = widest_name(canvas, chart) + 12.0;
    const double legend_px = legend_size(canvas, legend, text_px).x + text_px;
    const Box box{area.left + names, area.top, area.width - names - legend_px, height};
    draw_legend(canvas, {box.right() + text_px, box.top}, legend, text_px);
    Plot plot(canvas, box, range_of(chart));
    plot.draw_axis(chart.value_name, chart.value_unit);
    double y = box.top;
    for (const BarGroup& group : chart.groups) plot.draw(group, y);
    plot.draw_zero();
    write_png(canvas.picture(), file);
    return true;
}

}  // namespace trabecula
