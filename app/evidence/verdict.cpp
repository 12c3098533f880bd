#include "app/evidence/verdict.hpp"

#include "app/study/student_t.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace trabecula {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double least_percent = 5.0;
constexpr double unchanged_percent = 10.0;
constexpr double number_points = 10.0;

template <class ToPercent>
Effect effect_over(const std::vector<double>& pairs, ToPercent&& to_percent)
{
    const Summary summary = summarise(pairs);
    if (summary.count < 2) return {to_percent(summary.mean), unknown, unknown, unknown, unknown};
    const double error = summary.sd / std::sqrt(static_cast<double>(summary.count));
    const double half_90 = student_t(summary.count - 1, 0.90) * error;
    return {to_percent(summary.mean), to_percent(summary.mean - summary.half_interval),
            to_percent(summary.mean + summary.half_interval), to_percent(summary.mean - half_90),
            to_percent(summary.mean + half_90)};
}

double mean_of(std::span<const double> values)
{
    return summarise(values).mean;
}

Effect of_ratios(std::span<const double> treated, std::span<const double> untreated)
{
    std::vector<double> logs;
    for (std::size_t i = 0; i < treated.size(); ++i) logs.push_back(std::log(treated[i] / untreated[i]));
    return effect_over(logs, [](double log) { return 100.0 * std::expm1(log); });
}

Effect of_differences(std::span<const double> treated, std::span<const double> untreated)
{
    std::vector<double> differences;
    for (std::size_t i = 0; i < treated.size(); ++i) differences.push_back(treated[i] - untreated[i]);
    double scale = std::abs(mean_of(untreated));
    if (scale == 0.0) scale = std::abs(mean_of(treated));
    if (scale == 0.0) scale = 1.0;  // both are 0 throughout
    return effect_over(differences, [scale](double difference) { return 100.0 * difference / scale; });
}

/// An effect of the other sign, so that one rule serves both.
Effect turned(const Effect& e)
{
    return {-e.percent, -e.high, -e.low, -e.high_90, -e.low_90};
}

Verdict upward(const Effect& effect)
{
    if (effect.low > 0.0 && effect.percent >= least_percent) return Verdict::reproduced;
    return effect.high < least_percent ? Verdict::not_reproduced : Verdict::not_decidable;
}

Verdict unchanged(const Effect& effect)
{
    if (effect.low_90 >= -unchanged_percent && effect.high_90 <= unchanged_percent) return Verdict::reproduced;
    const bool beyond = effect.low_90 > unchanged_percent || effect.high_90 < -unchanged_percent;
    return beyond ? Verdict::not_reproduced : Verdict::not_decidable;
}

Verdict changed(const Effect& effect)
{
    const Verdict up = upward(effect);
    const Verdict down = upward(turned(effect));
    if (up == Verdict::reproduced || down == Verdict::reproduced) return Verdict::reproduced;
    return up == Verdict::not_reproduced && down == Verdict::not_reproduced ? Verdict::not_reproduced
                                                                            : Verdict::not_decidable;
}

}  // namespace

Effect effect_of(std::span<const double> treated, std::span<const double> untreated)
{
    const auto is_finite = [](double value) { return std::isfinite(value); };
    const auto is_positive = [](double value) { return value > 0.0; };
    if (treated.empty() || !std::ranges::all_of(treated, is_finite) || !std::ranges::all_of(untreated, is_finite))
        return {unknown, unknown, unknown, unknown, unknown};
    if (std::ranges::all_of(treated, is_positive) && std::ranges::all_of(untreated, is_positive))
        return of_ratios(treated, untreated);
    return of_differences(treated, untreated);
}

std::string_view to_string(Verdict verdict)
{
    switch (verdict) {
        case Verdict::reproduced:
            return "reproduced";
        case Verdict::not_reproduced:
            return "not reproduced";
        case Verdict::not_decidable:
            return "not decidable";
        case Verdict::not_run:
            return "not run";
    }
    return "";
}

Verdict verdict_of(const Effect& effect, Expected expected, std::optional<double> number_percent)
{
    if (std::isnan(effect.low) || std::isnan(effect.high)) return Verdict::not_decidable;
    if (expected == Expected::unchanged) return unchanged(effect);
    if (expected == Expected::changes) return changed(effect);
    const Verdict side = upward(expected == Expected::up ? effect : turned(effect));
    if (!number_percent || side != Verdict::reproduced) return side;
    const bool is_near = std::abs(effect.percent - *number_percent) <= number_points;
    const bool is_inside = effect.low <= *number_percent && *number_percent <= effect.high;
    return is_near || is_inside ? Verdict::reproduced : Verdict::not_reproduced;
}

Verdict all_of(std::span<const Verdict> verdicts)
{
    const auto is = [](Verdict one) { return [one](Verdict verdict) { return verdict == one; }; };
    if (verdicts.empty()) return Verdict::not_run;
    if (std::ranges::any_of(verdicts, is(Verdict::not_reproduced))) return Verdict::not_reproduced;
    return std::ranges::all_of(verdicts, is(Verdict::reproduced)) ? Verdict::reproduced : Verdict::not_decidable;
}

}  // namespace trabecula
