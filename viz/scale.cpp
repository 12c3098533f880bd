#include "viz/scale.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace trabecula {

namespace {

Scale linear_scale(double low, double high)
{
    if (!(high > low)) {
        const double around = high != 0 ? 0.1 * std::abs(high) : 1;
        return {low == 0 ? 0 : low - around, high + around};
    }
    if (low >= 0 && low < 0.5 * high) return {0, high * 1.06};
    const double margin = 0.08 * (high - low);
    return {low - margin, high + margin};
}

}  // namespace

Scale scale_along(std::span<const double> x)
{
    if (x.empty()) return {0, 1};
    const auto [low, high] = std::ranges::minmax(x);
    return high > low ? Scale{low, high} : Scale{low, low + 1};
}

Scale scale_around(std::span<const double> values, AxisScale kind)
{
    const Scale wanted{0, 0, kind};
    std::vector<double> shown;
    std::ranges::copy_if(values, std::back_inserter(shown), [&](double value) { return wanted.shows(value); });
    if (shown.empty()) return {0, 1};
    const auto [low, high] = std::ranges::minmax(shown);
    if (kind == AxisScale::linear) return linear_scale(low, high);
    return {low / 1.25, std::max(high, low * 1.6) * 1.25, AxisScale::logarithmic};
}

}  // namespace trabecula
