#include "app/study/hill_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace trabecula {

namespace {

double saturation(double dose, double ec50, double hill)
{
    return dose > 0.0 ? 1.0 / (1.0 + std::pow(ec50 / dose, hill)) : 0.0;
}

/// For a given EC50 and exponent the change follows from a line through the origin.
struct Trial {
    double change = 0.0;
    double squares = std::numeric_limits<double>::infinity();
};

Trial try_shape(std::span<const double> doses, std::span<const double> values, double untreated, double ec50,
                double hill)
{
    double both = 0.0;
    double square = 0.0;
    for (std::size_t i = 0; i < doses.size(); ++i) {
        const double s = saturation(doses[i], ec50, hill);
        both += s * (values[i] - untreated);
        square += s * s;
    }
    Trial trial{both / square, 0.0};
    for (std::size_t i = 0; i < doses.size(); ++i) {
        const double off = values[i] - untreated - trial.change * saturation(doses[i], ec50, hill);
        trial.squares += off * off;
    }
    return trial;
}

struct Span {
    double low;
    double high;
    double at(int step, int steps) const { return steps == 0 ? low : low + (high - low) * step / steps; }

    /// As wide as two steps about a place, within this.
    Span about(double place, int steps) const
    {
        const double step = steps == 0 ? 0.0 : (high - low) / steps;
        return {std::max(low, place - step), std::min(high, place + step)};
    }
};

}  // namespace

double HillCurve::at(double dose) const
{
    return untreated + change * saturation(dose, ec50, hill);
}

double HillCurve::dose_for(double wanted_change) const
{
    const double part = wanted_change / change;
    if (!(part < 1.0)) return std::numeric_limits<double>::infinity();
    return part <= 0.0 ? 0.0 : ec50 * std::pow(part / (1.0 - part), 1.0 / hill);
}

/// A grid over the logarithms of EC50 and exponent, drawn together about its best place ten times.
std::optional<HillCurve> fit_hill(std::span<const double> doses, std::span<const double> values, double untreated)
{
    const auto is_finite = [](double value) { return std::isfinite(value); };
    const std::set<double> distinct(doses.begin(), doses.end());
    if (distinct.size() < 2 || !std::isfinite(untreated) || !std::ranges::all_of(values, is_finite))
        return std::nullopt;
    constexpr int ec50_steps = 40;
    const int hill_steps = distinct.size() >= 4 ? 20 : 0;
    Span ec50{std::log(*distinct.begin() / hill_ec50_reach), std::log(hill_ec50_reach * *distinct.rbegin())};
    Span hill{std::log(hill_steps > 0 ? 0.3 : 1.0), std::log(hill_steps > 0 ? 6.0 : 1.0)};
    HillCurve best{untreated, 0.0, std::exp(ec50.low), std::exp(hill.low)};
    double least = std::numeric_limits<double>::infinity();
    for (int round = 0; round < 10; ++round) {
        for (int e = 0; e <= ec50_steps; ++e)
            for (int h = 0; h <= hill_steps; ++h) {
                const double at_ec50 = std::exp(ec50.at(e, ec50_steps));
                const double at_hill = std::exp(hill.at(h, hill_steps));
                const Trial trial = try_shape(doses, values, untreated, at_ec50, at_hill);
                if (!(trial.squares < least)) continue;
                least = trial.squares;
                best = {untreated, trial.change, at_ec50, at_hill};
            }
        ec50 = ec50.about(std::log(best.ec50), ec50_steps / 4);
        hill = hill.about(std::log(best.hill), hill_steps / 4);
    }
    return best;
}

}  // namespace trabecula
