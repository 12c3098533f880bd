#pragma once
#include "viz/ticks.hpp"

#include <cmath>
#include <span>

namespace trabecula {

enum class AxisScale { linear, logarithmic };

/// A scale from values to a share of an axis.
struct Scale {
    double low = 0.0;
    double high = 1.0;
    AxisScale kind = AxisScale::linear;

    double share(double value) const
    {
        if (kind == AxisScale::linear) return (value - low) / (high - low);
        return std::log(value / low) / std::log(high / low);
    }
    bool shows(double value) const { return std::isfinite(value) && (kind == AxisScale::linear || value > 0); }
    Ticks ticks(int most) const
    {
        return kind == AxisScale::linear ? linear_ticks(low, high, most) : logarithmic_ticks(low, high, most);
    }
};

/// From the first to the last of ascending values, without a margin.
Scale scale_along(std::span<const double> x);

/// Holds all values that can be shown, with a margin; from zero where that costs less than half of the axis.
Scale scale_around(std::span<const double> values, AxisScale kind);

}  // namespace trabecula
