#pragma once
#include <optional>
#include <span>

namespace trabecula {

/// y = untreated + change dose^hill / (ec50^hill + dose^hill)
struct HillCurve {
    double untreated = 0.0;
    double change = 0.0;  // at a saturating dose
    double ec50 = 1.0;    // in the unit of the doses
    double hill = 1.0;

    double at(double dose) const;

    /// The dose that changes the response by so much; infinite where no dose does.
    double dose_for(double wanted_change) const;
};

/// How many times beyond the least and the greatest dose an EC50 is sought.
inline constexpr double hill_ec50_reach = 10.0;

/// The curve of least squares through points whose untreated value is known, the dose above 0. Hill's
/// exponent is sought from 0.3 to 6 where four doses or more are given, else it is 1. Absent: fewer than two doses, or
/// a value that is not finite.
std::optional<HillCurve> fit_hill(std::span<const double> doses, std::span<const double> values, double untreated);

}  // namespace trabecula
