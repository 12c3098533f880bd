#include "viz/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

double power_of_ten(double exponent)
{
    return std::pow(10.0, exponent);
}

std::string superscript(int number)
{
    static constexpr auto digits = std::to_array<const char*>({"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"});
    std::string text = number < 0 ? "⁻" : "";
    for (const char digit : std::to_string(std::abs(number))) text += digits[static_cast<std::size_t>(digit - '0')];
    return text;
}

double round_above(double limit)
{
    const double below = round_below(limit);
    if (below >= limit * (1 - 1e-9)) return below;
    const double leading = below / power_of_ten(std::floor(std::log10(below) + 1e-9));
    return leading > 1.5 && leading < 2.5 ? below * 2.5 : below * 2;
}

void label_linearly(Ticks& ticks, double step)
{
    double largest = 0;
    for (const double value : ticks.values) largest = std::max(largest, std::abs(value));
    int exponent = 0;
    if (largest >= 1e5 || (largest < 1e-2 && largest > 0)) exponent = static_cast<int>(std::floor(std::log10(largest)));
    if (exponent != 0) ticks.factor = "10" + superscript(exponent);
    const double scale = power_of_ten(exponent);
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step / scale) - 1e-9)));
    for (const double value : ticks.values)
        ticks.labels.push_back(fmt::format("{:.{}f}", value / scale + 0.0, decimals));
}

std::string power_label(double value)
{
    if (value < 9e3 && value > 9e-4) return short_number(value);
    const int exponent = static_cast<int>(std::floor(std::log10(value) + 1e-9));
    const double leading = value / power_of_ten(exponent);
    return (leading > 1.5 ? fmt::format("{:.0f}·10", leading) : "10") + superscript(exponent);
}

Ticks powers_times(double low, double high, std::initializer_list<double> factors)
{
    Ticks ticks;
    for (double exponent = std::floor(std::log10(low)); power_of_ten(exponent) <= high; ++exponent)
        for (const double factor : factors) {
            const double value = factor * power_of_ten(exponent);
            if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.values.push_back(value);
        }
    return ticks;
}

void thin_out(std::vector<double>& values, std::size_t most)
{
    const std::size_t stride = (values.size() + most - 1) / most;
    std::vector<double> kept;
    for (std::size_t i = 0; i < values.size(); i += stride) kept.push_back(values[i]);
    values = kept;
}

}  // namespace

double round_below(double limit)
{
    const double power = power_of_ten(std::floor(std::log10(limit) + 1e-9));
    for (const double factor : {5.0, 2.0})
        if (factor * power <= limit * (1 + 1e-9)) return factor * power;
    return power;
}

Ticks linear_ticks(double low, double high, int most)
{
    Ticks ticks;
    if (!(high > low)) high = low + std::max(std::abs(low), 1.0) * 1e-3;
    double step = round_above((high - low) / std::max(most, 2));
    while (std::floor(high / step + 1e-9) - std::ceil(low / step - 1e-9) + 1 > std::max(most, 2))
        step = round_above(step * 1.01);
    for (double i = std::ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i) ticks.values.push_back(i * step);
    label_linearly(ticks, step);
    return ticks;
}

Ticks logarithmic_ticks(double low, double high, int most)
{
    Ticks ticks = powers_times(low, high, {1.0, 2.0, 5.0});
    if (ticks.values.size() > static_cast<std::size_t>(most)) ticks = powers_times(low, high, {1.0});
    thin_out(ticks.values, static_cast<std::size_t>(std::max(most, 2)));
    for (const double value : ticks.values) ticks.labels.push_back(power_label(value));
    return ticks;
}

std::string short_number(double value)
{
    return fmt::format("{:.4g}", value);
}

}  // namespace trabecula
