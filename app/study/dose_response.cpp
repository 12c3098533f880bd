#include "app/study/dose_response.hpp"

#include "app/study/dose_curves.hpp"
#include "app/study/doses.hpp"
#include "app/study/jackknife.hpp"

#include <algorithm>

namespace trabecula {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Untreated, change in % of it, log EC50, exponent.
std::vector<double> numbers_of(const std::optional<HillCurve>& curve)
{
    if (!curve) return {unknown, unknown, unknown, unknown};
    return {curve->untreated, 100.0 * curve->change / curve->untreated, std::log(curve->ec50), curve->hill};
}

/// An EC50 means nothing where no effect is seen.
void add_numbers(const DoseCurve& curve, const ArmValues& values, const std::string& unit,
                 std::vector<AnalysisTable::Cell>& row)
{
    const auto found = jackknife(values.seeds(), [&](std::optional<std::size_t> left_out) {
        return numbers_of(fit_curve(curve, values, left_out));
    });
    const Estimate& change = found[1];
    const bool is_seen = change.low > 0.0 || change.high < 0.0;
    row.insert(row.end(), {found[0].value, change.value, change.low, change.high});
    for (const double log_ec50 : {found[2].value, found[2].low, found[2].high})
        row.emplace_back(is_seen ? std::exp(log_ec50) : unknown);
    row.emplace_back(unit);
    row.emplace_back(is_seen ? found[3].value : unknown);
    const auto [least, greatest] = std::ranges::minmax(curve.dosed, {}, &DoseCurve::Point::dose);
    const double ec50 = std::exp(found[2].value);
    row.emplace_back(!is_seen               ? "no effect beyond chance"
                     : ec50 > greatest.dose ? "EC50 above the doses given"
                     : ec50 < least.dose    ? "EC50 below the doses given"
                                            : "");
}

}  // namespace

AnalysisTable dose_response_of(const Study& study, const StudyTable& table, const Analysis& analysis)
{
    AnalysisTable made{"dose_response",
                       "Hill curves of a response over the dose; intervals by the jackknife over seeds",
                       {{"response", "", "which response"},
                        {"factor", "", "what is given in doses"},
                        {"with", "", "what is given besides"},
                        {"untreated", "1", "mean at dose 0, in the unit of the response"},
                        {"Emax", "percent", "change at a saturating dose, of the untreated"},
                        {"Emax_low", "percent", "end of the 95 % confidence interval"},
                        {"Emax_high", "percent", "end of the 95 % confidence interval"},
                        {"EC50", "1", "dose of half that change, in dose_unit"},
                        {"EC50_low", "1", "end of the 95 % confidence interval"},
                        {"EC50_high", "1", "end of the 95 % confidence interval"},
                        {"dose_unit", "", "unit of the doses"},
                        {"hill", "1", "Hill's exponent; 1 where fewer than four doses are given"},
                        {"note", "", "what to mind"}},
                       {}};
    for (const std::size_t response : analysis.responses) {
        const ArmValues values(study, table, response);
        for (const std::size_t factor : analysis.factors)
            for (const DoseCurve& curve : dose_curves(study, factor)) {
                std::vector<AnalysisTable::Cell> row{study.responses[response].name.text,
                                                     study.factors[factor].name.text, curve.others};
                add_numbers(curve, values, dose_unit(study, factor), row);
                made.rows.push_back(std::move(row));
            }
    }
    return made;
}

AnalysisTable dose_points_of(const Study& study, const StudyTable& table, const Analysis& analysis)
{
    AnalysisTable made{"dose_points",
                       "what the curves are fitted through: mean over the seeds at each dose",
                       {{"response", "", "which response"},
                        {"factor", "", "what is given in doses"},
                        {"with", "", "what is given besides"},
                        {"dose", "1", "in dose_unit"},
                        {"dose_unit", "", "unit of the doses"},
                        {"mean", "1", "in the unit of the response"},
                        {"mean_low", "1", "end of the 95 % confidence interval (Student's t)"},
                        {"mean_high", "1", "end of the 95 % confidence interval (Student's t)"}},
                       {},
                       false};
    for (const std::size_t response : analysis.responses) {
        const ArmValues values(study, table, response);
        for (const std::size_t factor : analysis.factors)
            for (const DoseCurve& curve : dose_curves(study, factor)) {
                std::vector<DoseCurve::Point> points = curve.dosed;
                points.push_back({0.0, curve.untreated});
                std::ranges::sort(points, {}, &DoseCurve::Point::dose);
                for (const DoseCurve::Point& point : points) {
                    const Summary found = summarise(values.known(point.arm));
                    made.rows.push_back({study.responses[response].name.text, study.factors[factor].name.text,
                                         curve.others, point.dose, dose_unit(study, factor), found.mean,
                                         found.mean - found.half_interval, found.mean + found.half_interval});
                }
            }
    }
    return made;
}

}  // namespace trabecula
