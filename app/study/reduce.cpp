#include "app/study/reduce.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace trabecula {

namespace {

constexpr double margin_h = 1e-6;  // "2 d" and a sum of steps may differ by rounding

double mean(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double area(std::span<const double> x, std::span<const double> y)
{
    double sum = 0.0;
    for (std::size_t i = 1; i < x.size(); ++i) sum += 0.5 * (y[i] + y[i - 1]) * (x[i] - x[i - 1]);
    return sum;
}

double slope(std::span<const double> x, std::span<const double> y)
{
    const double mean_x = mean(x);
    const double mean_y = mean(y);
    double both = 0.0;
    double square = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        both += (x[i] - mean_x) * (y[i] - mean_y);
        square += (x[i] - mean_x) * (x[i] - mean_x);
    }
    return both / square;
}

}  // namespace

Window window_of(const Response& response, std::span<const double> time_h)
{
    const auto at_least = [&](double time) {
        return static_cast<std::size_t>(std::ranges::lower_bound(time_h, time) - time_h.begin());
    };
    const std::size_t first = response.from ? at_least(response.from->value - margin_h) : 0;
    const std::size_t last = response.until ? at_least(response.until->value + margin_h) : time_h.size();
    return {std::min(first, last), last};
}

std::size_t observations_needed(Reduce reduce)
{
    return reduce == Reduce::area || reduce == Reduce::slope ? 2 : 1;
}

double reduce(Reduce how, std::span<const double> time_h, std::span<const double> values)
{
    if (values.size() != time_h.size() || values.size() < observations_needed(how))
        throw std::out_of_range(fmt::format("{} observations are too few", values.size()));
    const auto time_of = [&](auto found) { return time_h[static_cast<std::size_t>(found - values.begin())]; };
    switch (how) {
        case Reduce::last:
            return values.back();
        case Reduce::mean:
            return mean(values);
        case Reduce::min:
            return std::ranges::min(values);
        case Reduce::max:
            return std::ranges::max(values);
        case Reduce::area:
            return area(time_h, values);
        case Reduce::slope:
            return slope(time_h, values);
        case Reduce::time_to_max:
            return time_of(std::ranges::max_element(values));
        case Reduce::time_to_min:
            return time_of(std::ranges::min_element(values));
        case Reduce::time_to:
            break;
    }
    throw std::out_of_range("no such reduction");
}

double time_to(double threshold, std::span<const double> time_h, std::span<const double> values)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == threshold) return time_h[i];
        if (i == 0 || (values[i] > threshold) == (values[i - 1] > threshold)) continue;
        const double part = (threshold - values[i - 1]) / (values[i] - values[i - 1]);
        return time_h[i - 1] + part * (time_h[i] - time_h[i - 1]);
    }
    return std::numeric_limits<double>::quiet_NaN();
}

double response_of(const Response& response, const TimeSeries& series)
{
    const auto found = std::ranges::find(series.series, response.series.text, &Series::name);
    if (found == series.series.end())
        throw FileError(fmt::format("the run has no time series {}", response.series.text));
    const Window window = window_of(response, series.time_h);
    const std::size_t count = window.last - window.first;
    if (count < observations_needed(response.reduce))
        throw FileError(fmt::format("the run has {} observations in the window of {}", count, response.name.text));
    const auto times = std::span(series.time_h).subspan(window.first, count);
    const auto values = std::span(found->values).subspan(window.first, count);
    return response.reduce == Reduce::time_to ? time_to(response.threshold_value, times, values)
                                              : reduce(response.reduce, times, values);
}

std::string unit_of(Reduce how, const std::string& unit)
{
    const std::string whole = unit.find_first_of(" /") == std::string::npos ? unit : '(' + unit + ')';
    switch (how) {
        case Reduce::area:
            return unit == "1" ? "h" : whole + " h";
        case Reduce::slope:
            return whole + "/h";
        case Reduce::time_to_max:
        case Reduce::time_to_min:
        case Reduce::time_to:
            return "h";
        default:
            return unit;
    }
}

}  // namespace trabecula
