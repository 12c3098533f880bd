#include "viz/report/numbers.hpp"

#include "viz/ticks.hpp"

#include <fmt/format.h>

#include <cmath>

namespace trabecula {

namespace {

constexpr const char* not_known = "–";

double two_digits(double value)
{
    return std::stod(fmt::format("{:.1e}", value));
}

}  // namespace

std::string shown(double value)
{
    if (!std::isfinite(value)) return not_known;
    const std::string digits = std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : short_number(value);
    return digits.starts_with('-') ? "−" + digits.substr(1) : digits;
}

std::string shown(const MeanAndSd& value)
{
    return std::isfinite(value.sd) ? shown(value.mean) + " ± " + shown(two_digits(value.sd)) : shown(value.mean);
}

std::string with_sign(const MeanAndSd& value)
{
    return (value.mean > 0 ? "+" : "") + shown(value);
}

std::string shown_duration(double hours)
{
    return hours < 48 ? short_number(hours) + " h" : short_number(hours / 24) + " d";
}

std::string shown_bytes(double bytes)
{
    return bytes < 1e9 ? fmt::format("{:.0f} MB", bytes / 1e6) : fmt::format("{:.1f} GB", bytes / 1e9);
}

}  // namespace trabecula
