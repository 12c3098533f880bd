#include "viz/report/svg_chart.hpp"

#include "viz/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double width = 320;
constexpr double height = 176;
constexpr double left = 48;
constexpr double right = width - 10;
constexpr double top = 10;
constexpr double bottom = height - 24;
constexpr std::size_t most_points = 400;

struct Axes {
    Scale x;
    Scale y;
    double across(double value) const { return left + x.share(value) * (right - left); }
    double down(double value) const { return bottom - y.share(value) * (bottom - top); }
};

/// Lines fill the width; points keep off its ends.
Scale scale_across(const std::vector<double>& x, const std::vector<ChartCurve>& curves, AxisScale kind)
{
    if (kind == AxisScale::logarithmic) return scale_around(x, kind);
    Scale scale = scale_along(x);
    if (std::ranges::none_of(curves, [](const ChartCurve& curve) { return curve.style == CurveStyle::points; }))
        return scale;
    const double margin = 0.04 * (scale.high - scale.low);
    return {scale.low - margin, scale.high + margin};
}

Axes axes_of(const std::vector<ChartCurve>& curves, AxisScale x_scale)
{
    std::vector<double> x;
    std::vector<double> y;
    for (const ChartCurve& curve : curves) {
        x.insert(x.end(), curve.x.begin(), curve.x.end());
        for (std::size_t i = 0; i < curve.y.size(); ++i)
            for (const double side : {-1.0, 0.0, 1.0}) y.push_back(curve.y[i] + side * curve.half_band[i]);
        y.insert(y.end(), curve.y.begin(), curve.y.end());
    }
    return {scale_across(x, curves, x_scale), scale_around(y, AxisScale::linear)};
}

/// The last mark of x carries the unit.
std::string marks(const Axes& axes, const Ticks& x, const Ticks& y, const std::string& x_unit)
{
    std::string code;
    for (std::size_t i = 0; i < y.values.size(); ++i) {
        const double down = axes.down(y.values[i]);
        code +=
            fmt::format("<path class=\"grid\" d=\"M{} {:.1f}H{}\"/><text x=\"{}\" y=\"{:.1f}\" class=\"y\">{}</text>",
                        left, down, right, left - 6, down + 4, y.labels[i]);
    }
    for (std::size_t i = 0; i < x.values.size(); ++i) {
        const double across = axes.across(x.values[i]);
        code += fmt::format(
            "<path class=\"tick\" d=\"M{:.1f} {}v4\"/><text x=\"{:.1f}\" y=\"{}\" class=\"x\">{}</text>", across,
            bottom, across, bottom + 17, x.labels[i] + (i + 1 == x.values.size() ? " " + x_unit : ""));
    }
    return code + fmt::format("<path class=\"axis\" d=\"M{} {}H{}\"/>", left, bottom, right);
}

/// Points of a curve that are drawn: no more than the eye can tell apart, the last one among them.
std::vector<std::size_t> drawn_points(const ChartCurve& curve)
{
    const std::size_t stride = curve.x.size() / most_points + 1;
    std::vector<std::size_t> points;
    for (std::size_t i = 0; i < curve.x.size(); i += stride) points.push_back(i);
    if (!points.empty() && points.back() + 1 != curve.x.size()) points.push_back(curve.x.size() - 1);
    return points;
}

std::string path_of(const ChartCurve& curve, const Axes& axes)
{
    std::string path;
    bool is_drawing = false;
    for (const std::size_t i : drawn_points(curve)) {
        if (!axes.y.shows(curve.y[i])) {
            is_drawing = false;
            continue;
        }
        path += fmt::format("{}{:.1f} {:.2f}", is_drawing ? 'L' : 'M', axes.across(curve.x[i]), axes.down(curve.y[i]));
        is_drawing = true;
    }
    return path;
}

/// One closed shape for each stretch of points that have a band.
std::string band_of(const ChartCurve& curve, const Axes& axes)
{
    std::string band;
    std::string upper;
    std::string lower;
    const auto close = [&] {
        if (!upper.empty()) band += "M" + upper.substr(1) + lower + "Z";
        upper.clear();
        lower.clear();
    };
    for (const std::size_t i : drawn_points(curve)) {
        if (!std::isfinite(curve.half_band[i]) || !std::isfinite(curve.y[i])) {
            close();
            continue;
        }
        const double across = axes.across(curve.x[i]);
        upper += fmt::format("L{:.1f} {:.2f}", across, axes.down(curve.y[i] + curve.half_band[i]));
        lower = fmt::format("L{:.1f} {:.2f}", across, axes.down(curve.y[i] - curve.half_band[i])) + lower;
    }
    close();
    return band;
}

/// Lines of no length, whose round ends are the points, and a whisker over each band.
std::string points_of(const ChartCurve& curve, const Axes& axes)
{
    std::string points;
    std::string whiskers;
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
        if (!axes.x.shows(curve.x[i]) || !axes.y.shows(curve.y[i])) continue;
        const double across = axes.across(curve.x[i]);
        points += fmt::format("M{:.1f} {:.2f}h0", across, axes.down(curve.y[i]));
        if (std::isfinite(curve.half_band[i]))
            whiskers += fmt::format("M{:.1f} {:.2f}V{:.2f}", across, axes.down(curve.y[i] - curve.half_band[i]),
                                    axes.down(curve.y[i] + curve.half_band[i]));
    }
    return fmt::format("<path class=\"whisker\" d=\"{}\"/><path class=\"line points\"{} d=\"{}\"/>", whiskers,
                       attribute("data-name", curve.name), points);
}

/// Points without a neighbour, which no line goes through.
ChartCurve lone_points(const ChartCurve& curve, const Axes& axes)
{
    ChartCurve lone{curve.name, curve.colour, {}, {}, {}, CurveStyle::points};
    const auto is_shown = [&](std::size_t i) { return i < curve.y.size() && axes.y.shows(curve.y[i]); };
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
        if (!is_shown(i) || is_shown(i - 1) || is_shown(i + 1)) continue;
        lone.x.push_back(curve.x[i]);
        lone.y.push_back(curve.y[i]);
        lone.half_band.push_back(curve.half_band[i]);
    }
    return lone;
}

std::string line_of(const ChartCurve& curve, const Axes& axes)
{
    const std::string band = band_of(curve, axes);
    std::string code;
    if (!band.empty()) code += fmt::format("<path class=\"band\" d=\"{}\"/>", band);
    if (const ChartCurve lone = lone_points(curve, axes); !lone.x.empty()) code += points_of(lone, axes);
    return code + fmt::format("<path class=\"line{}\"{} d=\"{}\"/>",
                              curve.style == CurveStyle::reference ? " reference" : "",
                              attribute("data-name", curve.name), path_of(curve, axes));
}

bool has_value(const ChartCurve& curve)
{
    const auto is_finite = [](double y) { return std::isfinite(y); };
    return curve.style != CurveStyle::reference && std::ranges::any_of(curve.y, is_finite);
}

std::string drawing_of(const ChartCurve& curve, const Axes& axes)
{
    const std::string code = curve.style == CurveStyle::points ? points_of(curve, axes) : line_of(curve, axes);
    return fmt::format("<g style=\"--line:{}\">{}</g>", css(curve.colour), code);
}

}  // namespace

std::string css(Colour colour)
{
    return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

Html svg_chart(const ChartAxis& x, const ChartAxis& y, const std::string& meaning,
               const std::vector<ChartCurve>& curves)
{
    const Axes axes = axes_of(curves, x.scale);
    const Ticks x_ticks = axes.x.ticks(6);
    const Ticks y_ticks = axes.y.ticks(5);
    std::string code = marks(axes, x_ticks, y_ticks, readable_unit(x.unit));
    for (const ChartCurve& curve : curves) code += drawing_of(curve, axes);
    if (std::ranges::none_of(curves, has_value))
        code += fmt::format("<text class=\"none\" x=\"{}\" y=\"{}\">no value</text>", (left + right) / 2,
                            (top + bottom) / 2);
    const std::string scales = fmt::format(" data-box=\"{} {} {} {}\" data-low=\"{} {}\" data-high=\"{} {}\"", left,
                                           right, top, bottom, axes.x.low, axes.y.low, axes.x.high, axes.y.high);
    const std::string is_logarithmic = x.scale == AxisScale::logarithmic ? attribute("data-scale", "logarithmic") : "";
    const std::string name = with_unit(y.name, y.unit, y_ticks.factor);
    const Html title = element("figcaption", element("b", text(name)) + element("span", text(meaning)));
    const Html drawing =
        element("svg", {code},
                fmt::format(" viewBox=\"0 0 {} {}\" role=\"img\"{}{}{}", width, height, attribute("aria-label", name),
                            attribute("data-x", with_unit(x.name, x.unit)), scales + is_logarithmic));
    return element("figure", title + drawing, attribute("class", "chart"));
}

}  // namespace trabecula
