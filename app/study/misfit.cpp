#include "app/study/misfit.hpp"

#include "app/study/arm_values.hpp"
#include "app/study/jackknife.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace trabecula {

namespace {

/// A response with a target.
struct Aim {
    const StudyResponseColumn& response;
    ArmValues values;

    const StudyTarget& target() const { return *response.target; }

    /// Of the mean of an arm, in spreads.
    double off(std::size_t arm, std::optional<std::size_t> left_out = {}) const
    {
        return (values.mean(arm, left_out) - target().value) / target().spread;
    }

    /// Standard error of the mean of an arm.
    double standard_error(std::size_t arm) const
    {
        const Summary summary = summarise(values.known(arm));
        return summary.sd / std::sqrt(static_cast<double>(summary.count));
    }
};
using Aims = std::vector<Aim>;

Aims aims_of(const Study& study, const StudyTable& table)
{
    Aims aims;
    for (std::size_t r = 0; r < table.responses.size(); ++r)
        if (table.responses[r].target) aims.push_back({table.responses[r], ArmValues(study, table, r)});
    return aims;
}

/// Sum over the fitted responses of the square of a number.
template <class Number>
double sum_of_squares(const Aims& aims, Number&& number)
{
    double sum = 0.0;
    for (const Aim& aim : aims)
        if (aim.target().is_fitted) sum += number(aim) * number(aim);
    return sum;
}

double misfit_of(const Aims& aims, std::size_t arm, std::optional<std::size_t> left_out = {})
{
    return sum_of_squares(aims, [&](const Aim& aim) { return aim.off(arm, left_out); });
}

/// Arms by their misfit, the least first, and those without one last.
std::vector<std::size_t> ranked(const Aims& aims, std::size_t arms)
{
    std::vector<std::size_t> order(arms);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto misfit_or_last = [&](std::size_t arm) {
        const double misfit = misfit_of(aims, arm);
        return std::isnan(misfit) ? std::numeric_limits<double>::infinity() : misfit;
    };
    std::ranges::stable_sort(order, {}, misfit_or_last);
    return order;
}

/// "MAR 2.1 above", or "MAR not known", which leaves the arm without a misfit.
std::string farthest(const Aims& aims, std::size_t arm)
{
    std::string name;
    double farthest_off = 0.0;
    for (const Aim& aim : aims) {
        if (!aim.target().is_fitted) continue;
        const double off = aim.off(arm);
        if (std::isnan(off)) return aim.response.name + " not known";
        if (!name.empty() && std::abs(off) <= std::abs(farthest_off)) continue;
        name = aim.response.name;
        farthest_off = off;
    }
    return fmt::format("{} {:.2g} {}", name, std::abs(farthest_off), farthest_off < 0.0 ? "below" : "above");
}

AnalysisTable ranking(const Study& study, const Aims& aims, const std::vector<std::size_t>& order)
{
    std::vector<std::string> fitted;
    for (const Aim& aim : aims)
        if (aim.target().is_fitted) fitted.push_back(aim.response.name);
    AnalysisTable made{
        "misfit",
        "sum over the fitted responses of ((mean - target)/spread)^2, the best arm first",
        {{"fitted", "", "responses that count"},
         {"arm", "1", "number of the combination of levels, from 1"},
         {"levels", "", "of the factors"},
         {"misfit", "1", "0: every mean is at its target"},
         {"misfit_low", "1", "end of the 95 % confidence interval"},
         {"misfit_high", "1", "end of the 95 % confidence interval"},
         {"noise", "1", "what the standard errors of the means add to the misfit on average"},
         {"above_best", "1", "misfit less that of the best arm, by the same seeds"},
         {"above_best_low", "1", "end of the 95 % confidence interval; above 0: worse beyond chance"},
         {"above_best_high", "1", "end of the 95 % confidence interval"},
         {"farthest", "", "the fitted response that is farthest off, in spreads, or one that is not known"}},
        {},
        false};
    const std::size_t arms = order.size();
    const auto estimates =
        jackknife(static_cast<std::size_t>(study.replicates), [&](std::optional<std::size_t> left_out) {
            std::vector<double> numbers;
            for (const std::size_t arm : order) numbers.push_back(misfit_of(aims, arm, left_out));
            for (std::size_t i = 0; i < arms; ++i) numbers.push_back(numbers[i] - numbers[0]);
            return numbers;
        });
    for (std::size_t i = 0; i < arms; ++i) {
        const Estimate& misfit = estimates[i];  // a sum of squares, which its interval does not leave
        const Estimate& above = estimates[arms + i];
        const double noise =
            sum_of_squares(aims, [&](const Aim& aim) { return aim.standard_error(order[i]) / aim.target().spread; });
        made.rows.push_back({fmt::format("{}", fmt::join(fitted, ", ")), static_cast<double>(order[i] + 1),
                             describe(study, study.arms[order[i]]), misfit.value, std::max(misfit.low, 0.0),
                             misfit.high, noise, above.value, above.low, above.high, farthest(aims, order[i])});
    }
    return made;
}

AnalysisTable distances(const Study& study, const Aims& aims, const std::vector<std::size_t>& order)
{
    AnalysisTable made{"targets",
                       "how many spreads each response is off its target, (mean - target)/spread; the best arm first",
                       {{"levels", "", "of the factors"},
                        {"arm", "1", "number of the combination of levels, from 1", false},
                        {"response", "", "which response"},
                        {"mean", "1", "over the seeds, in the unit of the response"},
                        {"standard_error", "1", "of the mean"},
                        {"target", "1", "in the unit of the response"},
                        {"spread", "1", "in the unit of the response"},
                        {"unit", "", "of the response"},
                        {"off", "1", "spreads between mean and target"},
                        {"off_low", "1", "end of the 95 % confidence interval"},
                        {"off_high", "1", "end of the 95 % confidence interval"},
                        {"role", "", "fitted, or prediction: does not count"},
                        {"source", "", "of the target"}},
                       {},
                       false};
    for (const std::size_t arm : order)
        for (const Aim& aim : aims) {
            const StudyTarget& target = aim.target();
            const double half = summarise(aim.values.known(arm)).half_interval / target.spread;
            const double off = aim.off(arm);
            made.rows.push_back({describe(study, study.arms[arm]), static_cast<double>(arm + 1), aim.response.name,
                                 aim.values.mean(arm), aim.standard_error(arm), target.value, target.spread,
                                 aim.response.unit, off, off - half, off + half, to_string(target), target.source});
        }
    return made;
}

}  // namespace

std::vector<AnalysisTable> misfits_of(const Study& study, const StudyTable& table)
{
    const Aims aims = aims_of(study, table);
    if (aims.empty()) return {};
    const std::vector<std::size_t> order = ranked(aims, study.arms.size());
    return {ranking(study, aims, order), distances(study, aims, order)};
}

}  // namespace trabecula
