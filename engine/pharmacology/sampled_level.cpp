#include "pharmacology/sampled_level.hpp"

#include <algorithm>
#include <functional>

namespace trabecula {

void SampledLevel::add(double time_h, double level, double slope_per_h)
{
    double area = 0.0;
    if (!samples_.empty()) {
        const Sample& last = samples_.back();
        const double span_h = time_h - last.time_h;
        area =
            last.area + 0.5 * span_h * (last.level + level) + span_h * span_h / 12.0 * (last.slope_per_h - slope_per_h);
    }
    samples_.push_back({time_h, level, slope_per_h, area});
}

double SampledLevel::mean_over(double from_h, double to_h) const
{
    if (to_h <= from_h) return level_at(from_h);
    return (area_until(to_h) - area_until(from_h)) / (to_h - from_h);
}

std::vector<SampledLevel::Sample>::const_iterator SampledLevel::after(double time_h) const
{
    return std::ranges::upper_bound(samples_, time_h, std::less{}, &Sample::time_h);
}

double SampledLevel::level_at(double time_h) const
{
    const auto end = after(time_h);
    if (end == samples_.begin() || end == samples_.end()) return 0.0;
    const Sample& a = *(end - 1);
    const Sample& b = *end;
    const double span_h = b.time_h - a.time_h;
    const double u = (time_h - a.time_h) / span_h;
    const double v = 1.0 - u;
    return v * v * ((1.0 + 2.0 * u) * a.level + u * span_h * a.slope_per_h) +
           u * u * ((1.0 + 2.0 * v) * b.level - v * span_h * b.slope_per_h);
}

double SampledLevel::area_until(double time_h) const
{
    const auto end = after(time_h);
    if (end == samples_.begin()) return 0.0;
    const Sample& a = *(end - 1);
    if (end == samples_.end()) return a.area;
    const Sample& b = *end;
    const double span_h = b.time_h - a.time_h;
    const double u = (time_h - a.time_h) / span_h;
    const double u2 = u * u;
    const double of_levels = a.level * u * (1.0 - u2 * (1.0 - 0.5 * u)) + b.level * u2 * u * (1.0 - 0.5 * u);
    const double of_slopes =
        a.slope_per_h * u2 * (0.5 + u * (0.25 * u - 2.0 / 3.0)) - b.slope_per_h * u2 * u * (1.0 / 3.0 - 0.25 * u);
    return a.area + span_h * (of_levels + span_h * of_slopes);
}

}  // namespace trabecula
