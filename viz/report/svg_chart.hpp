#pragma once
#include "viz/picture.hpp"
#include "viz/report/html.hpp"
#include "viz/scale.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// What is drawn of a curve: a line with its band, points with whiskers, or a broken line to compare with.
enum class CurveStyle { line, points, reference };

/// A line of a chart with a band about it; both are interrupted where they are not numbers.
struct ChartCurve {
    std::string name;
    Colour colour;
    std::vector<double> x;  // ascending
    std::vector<double> y;
    std::vector<double> half_band;
    CurveStyle style = CurveStyle::line;
};

struct ChartAxis {
    std::string name;
    std::string unit;  // as udunits2 reads it
    AxisScale scale = AxisScale::linear;
};

/// A small chart as SVG, with its title above. The script of the page finds in it what it needs to read values at the
/// pointer.
Html svg_chart(const ChartAxis& x, const ChartAxis& y, const std::string& meaning,
               const std::vector<ChartCurve>& curves);

/// The colour as CSS writes it.
std::string css(Colour colour);

}  // namespace trabecula
