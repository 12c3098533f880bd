#pragma once
#include "viz/picture.hpp"
#include "viz/scale.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// One curve; where `y` is not a number, and at zero or less on a logarithmic axis, it is interrupted.
struct ChartLine {
    std::string name;
    Colour colour;
    std::vector<double> y;
};

/// Curves over one x axis. With more than one curve a legend stands to the right of the axes.
struct ChartPanel {
    std::string name;  // of the y axis
    std::string unit;  // as udunits2 reads it
    AxisScale scale = AxisScale::linear;
    std::vector<ChartLine> lines;
};

/// A picture of small charts that share their x values: the `main` ones in a row at the top, below them the `small`
/// ones in a grid.
struct Chart {
    std::string title;
    std::string subtitle;
    std::string x_name;
    std::string x_unit;
    std::vector<double> x;
    std::vector<ChartPanel> main;
    std::vector<ChartPanel> small;
};

Picture draw_chart(const Chart& chart, PictureSize size);

}  // namespace trabecula
