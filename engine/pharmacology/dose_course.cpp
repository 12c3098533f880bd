#include "pharmacology/dose_course.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

constexpr double rounding_h = 1e-9;

/// Mean of exp(-x) from 0 to x.
double mean_decay(double x)
{
    return x == 0.0 ? 1.0 : -std::expm1(-x) / x;
}

/// 1 + exp(-x) + exp(-2x) + ..., `terms` of them.
double geometric_sum(double x, double terms)
{
    return terms == 1.0 ? 1.0 : std::expm1(-terms * x) / std::expm1(-x);
}

}  // namespace

/// How many have begun.
double DoseCourse::doses_by(double time_h) const
{
    const double since_h = time_h - start.value + rounding_h;
    if (since_h < 0.0) return 0.0;
    if (count == 1) return 1.0;
    return std::min(static_cast<double>(count), std::floor(since_h / every.value) + 1.0);
}

double DoseCourse::level_at(double time_h) const
{
    return mean_over(time_h, time_h);
}

double DoseCourse::mean_over(double from_h, double to_h) const
{
    if (integrated) return std::max(0.0, integrated->mean_over(from_h, to_h));
    const double middle_h = 0.5 * (from_h + to_h);
    const double begun = doses_by(middle_h);
    const double given = doses_by(middle_h - infusion.value);
    const double since_given_h = std::max(0.0, from_h - start.value - (given - 1.0) * every.value - infusion.value);
    const double since_begun_h = std::max(0.0, from_h - start.value - (begun - 1.0) * every.value);
    double level = 0.0;
    for (const Decay& decay : after_dose) {
        const double rate = decay.rate_per_h;
        const double spread = mean_decay(rate * infusion.value);
        const double left = mean_decay(rate * (to_h - from_h));
        if (given > 0.0)
            level += decay.level * spread * geometric_sum(rate * every.value, given) * std::exp(-rate * since_given_h) *
                     left;
        if (begun > given)
            level += decay.level / (rate * infusion.value) * (1.0 - std::exp(-rate * since_begun_h) * left);
    }
    return std::max(0.0, level);
}

double DoseCourse::peak_over(double from_h, double to_h) const
{
    constexpr int samples = 512;
    const auto time_of = [&](double sample) { return from_h + (to_h - from_h) * sample / samples; };
    int highest = 0;
    for (int s = 1; s < samples; ++s)
        if (level_at(time_of(s)) > level_at(time_of(highest))) highest = s;
    double low_h = time_of(std::max(highest - 1, 0));
    double high_h = time_of(std::min(highest + 1, samples - 1));
    for (int thirds = 0; thirds < 60; ++thirds) {
        const double third_h = (high_h - low_h) / 3.0;
        if (level_at(low_h + third_h) < level_at(high_h - third_h))
            low_h += third_h;
        else
            high_h -= third_h;
    }
    return std::max(level_at(time_of(highest)), level_at(0.5 * (low_h + high_h)));
}

bool DoseCourse::is_moving(double from_h, double to_h) const
{
    constexpr double lifetimes = 16.0;
    constexpr double least_change = 0.05;
    const double begun = doses_by(to_h);
    if (begun == 0.0) return false;
    if (!after_dose.empty()) {
        const double slowest = std::ranges::min(after_dose, {}, &Decay::rate_per_h).rate_per_h;
        const double since_h = from_h - start.value - (begun - 1.0) * every.value - infusion.value;
        if (since_h * slowest > lifetimes) return false;
    }
    std::array<double, 5> levels{};
    for (std::size_t i = 0; i < levels.size(); ++i)
        levels[i] = level_at(from_h + (to_h - from_h) * static_cast<double>(i) / (levels.size() - 1));
    const auto [lowest, highest] = std::ranges::minmax(levels);
    return highest - lowest > least_change * highest;
}

void DoseCourse::add_changes(double from_h, double to_h, std::vector<double>& times_h) const
{
    const auto add = [&](double time_h) {
        if (time_h > from_h + rounding_h && time_h < to_h - rounding_h) times_h.push_back(time_h);
    };
    const double first = std::max(0.0, doses_by(from_h - infusion.value) - 1.0);
    const double last = doses_by(to_h);
    for (double dose = first; dose < last; ++dose) {
        add(start.value + dose * every.value);
        if (infusion.value > 0.0) add(start.value + dose * every.value + infusion.value);
    }
}

}  // namespace trabecula
