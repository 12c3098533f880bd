#include "viz/chart.hpp"

#include "viz/annotations.hpp"
#include "viz/labels.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr Colour grid_colour{226, 226, 226};

Scale scale_of_y(const ChartPanel& panel)
{
    std::vector<double> values;
    for (const auto& line : panel.lines) values.insert(values.end(), line.y.begin(), line.y.end());
    return scale_around(values, panel.scale);
}

/// The axes of one panel on the canvas.
class Axes {
  public:
    Axes(Canvas& canvas, const Box& place, Scale x, Scale y, double text_px)
        : canvas_(canvas), box_(place), x_(x), y_(y), text_px_(text_px)
    {}

    void draw_x(const std::string& name, const std::string& unit)
    {
        const Ticks ticks = x_.ticks(std::max(2, static_cast<int>(box_.width / (4.2 * text_px_))));
        for (std::size_t i = 0; i < ticks.values.size(); ++i) {
            const double x = at_x(ticks.values[i]);
            canvas_.line({x, box_.bottom()}, {x, box_.bottom() + 0.3 * text_px_}, ink, 1);
            canvas_.text({x, box_.bottom() + 0.4 * text_px_}, ticks.labels[i],
                         {.size_px = text_px_, .across = Across::centre, .down = Down::top});
        }
        canvas_.text({box_.left + box_.width / 2, box_.bottom() + 1.7 * text_px_}, with_unit(name, unit, ticks.factor),
                     {.size_px = text_px_, .across = Across::centre, .down = Down::top});
    }

    void draw_y(const std::string& name, const std::string& unit)
    {
        const Ticks ticks = y_.ticks(std::clamp(static_cast<int>(box_.height / (1.4 * text_px_)), 2, 7));
        for (std::size_t i = 0; i < ticks.values.size(); ++i) {
            const double y = at_y(ticks.values[i]);
            canvas_.line({box_.left, y}, {box_.right(), y}, grid_colour, 1);
            canvas_.line({box_.left - 0.3 * text_px_, y}, {box_.left, y}, ink, 1);
            canvas_.text({box_.left - 0.5 * text_px_, y}, ticks.labels[i],
                         {.size_px = text_px_, .across = Across::right});
        }
        const TextStyle style{.size_px = 1.05 * text_px_, .weight = Weight::bold, .down = Down::bottom};
        canvas_.text({box_.left, box_.top - 0.5 * text_px_},
                     canvas_.fitted(with_unit(name, unit, ticks.factor), style, box_.width), style);
    }

    void draw_line(const std::vector<double>& x, const ChartLine& line, double width_px)
    {
        std::vector<Spot> run;
        for (std::size_t i = 0; i < std::min(x.size(), line.y.size()); ++i) {
            if (y_.shows(line.y[i])) {
                run.push_back({at_x(x[i]), at_y(line.y[i])});
                continue;
            }
            draw_run(run, line.colour, width_px);
            run.clear();
        }
        draw_run(run, line.colour, width_px);
    }

    void draw_edges()
    {
        canvas_.line({box_.left, box_.top}, {box_.left, box_.bottom()}, ink, 1.2);
        canvas_.line({box_.left, box_.bottom()}, {box_.right(), box_.bottom()}, ink, 1.2);
    }

  private:
    double at_x(double value) const { return box_.left + x_.share(value) * box_.width; }
    double at_y(double value) const { return box_.bottom() - y_.share(value) * box_.height; }

    void draw_run(const std::vector<Spot>& run, Colour colour, double width_px)
    {
        if (run.size() == 1)
            canvas_.disc(run.front(), 1.4 * width_px, colour);
        else
            canvas_.polyline(run, colour, width_px);
    }

    Canvas& canvas_;
    Box box_;
    Scale x_;
    Scale y_;
    double text_px_;
};

void draw_panel(Canvas& canvas, const Box& place, const Chart& chart, const ChartPanel& panel, double text_px)
{
    Box axes_box{place.left + 3.6 * text_px, place.top + 1.8 * text_px, place.width - 4.6 * text_px,
                 place.height - 5 * text_px};
    if (panel.lines.size() > 1) {
        std::vector<LegendRow> rows;
        for (const auto& line : panel.lines) rows.push_back({LegendRow::Mark::line, line.colour, line.name, ""});
        double legend_px = text_px;
        while (legend_px > 8 && legend_size(canvas, rows, legend_px).y > place.height) --legend_px;
        const double width = legend_size(canvas, rows, legend_px).x + text_px;
        axes_box.width -= width;
        draw_legend(canvas, {axes_box.right() + text_px, axes_box.top}, rows, legend_px);
    }
    Axes axes(canvas, axes_box, scale_along(chart.x), scale_of_y(panel), text_px);
    axes.draw_y(panel.name, panel.unit);
    axes.draw_x(chart.x_name, chart.x_unit);
    for (const auto& line : panel.lines) axes.draw_line(chart.x, line, std::max(1.5, 0.13 * text_px));
    axes.draw_edges();
}

void draw_row(Canvas& canvas, const Box& area, const Chart& chart, double text_px)
{
    double total = 0;
    const auto weight = [](const ChartPanel& panel) { return panel.lines.size() > 1 ? 1.5 : 1.0; };
    for (const auto& panel : chart.main) total += weight(panel);
    double left = area.left;
    for (const auto& panel : chart.main) {
        const double width = area.width * weight(panel) / total;
        draw_panel(canvas, {left, area.top, width, area.height}, chart, panel, text_px);
        left += width;
    }
}

void draw_grid(Canvas& canvas, const Box& area, const Chart& chart, double text_px)
{
    const auto count = static_cast<int>(chart.small.size());
    int rows = 1;
    while (area.width / ((count + rows - 1) / rows) < 0.9 * area.height / rows && rows < count) ++rows;
    const int columns = (count + rows - 1) / rows;
    const double width = area.width / columns;
    const double height = area.height / rows;
    for (int i = 0; i < count; ++i)
        draw_panel(canvas, {area.left + i % columns * width, area.top + i / columns * height, width, height}, chart,
                   chart.small[static_cast<std::size_t>(i)], text_px);
}

}  // namespace

Picture draw_chart(const Chart& chart, PictureSize size)
{
    Canvas canvas{Picture(size)};
    const Box area = draw_header(canvas, chart.title, chart.subtitle);
    const double share = chart.small.empty() ? 1.0 : chart.main.empty() ? 0.0 : chart.small.size() > 8 ? 0.38 : 0.5;
    const double text_px = small_text_px(canvas);
    const Box top{area.left, area.top, area.width, area.height * share};
    const Box rest{area.left, top.bottom(), area.width, area.height - top.height};
    draw_row(canvas, top, chart, text_px);
    if (!chart.small.empty())
        draw_grid(canvas, rest, chart, std::max(11.0, (chart.small.size() > 8 ? 0.75 : 0.9) * text_px));
    return canvas.picture();
}

}  // namespace trabecula
