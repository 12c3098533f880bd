#pragma once
#include "viz/picture.hpp"
#include "viz/report/html.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// A line of a chart with a band about it; both are interrupted where they are not numbers.
struct ChartCurve {
    std::string name;
    Colour colour;
    std::vector<double> x;  // ascending
    std::vector<double> y;
    std::vector<double> half_band;
};

struct ChartAxis {
    std::string name;
    std::string unit;  // as udunits2 reads it
};

/// A small chart as SVG, with its title above. The script of the page finds in it what it needs to read values at the
/// pointer.
Html svg_chart(const ChartAxis& x, const ChartAxis& y, const std::string& meaning,
               const std::vector<ChartCurve>& curves);

/// The colour as CSS writes it.
std::string css(Colour colour);

}  // namespace trabecula
