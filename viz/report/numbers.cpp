#include "viz/report/numbers.hpp"

#include "viz/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr const char* not_known = "–";
constexpr double rounding = 1e-9;

std::string with_minus(const std::string& digits)
{
    return digits.starts_with('-') ? "−" + digits.substr(1) : digits;
}

/// So many places after the point leave an SD two digits.
int places_for(double sd)
{
    return std::clamp(1 - static_cast<int>(std::floor(std::log10(sd))), 0, 12);
}

}  // namespace

std::string shown(double value)
{
    if (!std::isfinite(value)) return not_known;
    return with_minus(std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : short_number(value));
}

std::string shown(const MeanAndSd& value)
{
    if (!(value.sd > rounding * std::abs(value.mean))) return shown(value.mean);
    const int places = places_for(value.sd);
    return with_minus(fmt::format("{:.{}f}", value.mean, places)) + fmt::format(" ± {:.{}f}", value.sd, places);
}

std::string with_sign(const MeanAndSd& value)
{
    return (value.mean > 0 ? "+" : "") + shown(value);
}

std::string shown_change(const MeanAndSd& percent)
{
    return (std::isfinite(percent.sd) ? with_sign(percent) : rounded_change(percent.mean)) + " %";
}

std::string rounded_change(double value)
{
    return with_minus(std::abs(value) >= 100 ? fmt::format("{:+.0f}", value) : fmt::format("{:+.2g}", value));
}

std::string rounded(double value)
{
    return with_minus(std::abs(value) >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.2g}", value));
}

std::string shown_interval(const Bar& bar)
{
    if (!std::isfinite(bar.low) || !std::isfinite(bar.high)) return shown(bar.value);
    return fmt::format("{} ({} to {})", shown(bar.value), shown(bar.low), shown(bar.high));
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
