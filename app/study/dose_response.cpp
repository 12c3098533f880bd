#include "app/study/dose_response.hpp"

#include "app/study/dose_curves.hpp"
#include "app/study/doses.hpp"
#include "app/study/jackknife.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

constexpr double least_explained = 0.5;  // of the spread of the doses' means, by a curve that is worth its name
constexpr double near_bound = 1.01;

/// Untreated, change, log EC50, exponent.
std::vector<double> numbers_of(const std::optional<HillCurve>& curve)
{
    if (!curve) return {unknown, unknown, unknown, unknown};
    return {curve->untreated, curve->change, std::log(curve->ec50), curve->hill};
}

/// How much of the spread of the doses' means a curve explains; 1: it goes through all of them.
double share_explained(const HillCurve& fitted, const DoseCurve& curve, const ArmValues& values)
{
    std::vector<DoseCurve::Point> points = curve.dosed;
    points.push_back({0.0, curve.untreated});
    std::vector<double> means;
    for (const DoseCurve::Point& point : points) means.push_back(values.mean(point.arm));
    const double middle = summarise(means).mean;
    double spread = 0.0;
    double off = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!std::isfinite(means[i])) continue;
        spread += std::pow(means[i] - middle, 2);
        off += std::pow(means[i] - fitted.at(points[i].dose), 2);
    }
    return spread > 0.0 ? 1.0 - off / spread : 1.0;
}

/// Of the numbers of a curve, those that the doses tell, and what to mind.
struct Told {
    bool change;
    bool ec50;
    const char* note;
};

Told told_by(const std::optional<HillCurve>& fitted, const Estimate& change, const DoseCurve& curve,
             const ArmValues& values)
{
    if (!fitted) return {false, false, "no value"};
    const auto [least, greatest] = std::ranges::minmax(curve.dosed, {}, &DoseCurve::Point::dose);
    const bool is_seen = change.low > 0.0 || change.high < 0.0;
    if (std::isnan(change.low)) return {true, true, "one seed: nothing said of chance"};
    if (!is_seen) return {true, false, "no effect beyond chance"};
    if (share_explained(*fitted, curve, values) < least_explained) return {false, false, "no Hill curve fits"};
    if (fitted->ec50 * near_bound > hill_ec50_reach * greatest.dose)
        return {false, false, "EC50 far above the doses given: no top in sight"};
    if (fitted->ec50 < near_bound * least.dose / hill_ec50_reach)
        return {true, false, "EC50 far below the doses given"};
    return {true, true,
            fitted->ec50 > greatest.dose ? "EC50 above the doses given"
            : fitted->ec50 < least.dose  ? "EC50 below the doses given"
                                         : ""};
}

void add_numbers(const DoseCurve& curve, const ArmValues& values, const std::string& unit,
                 std::vector<AnalysisTable::Cell>& row)
{
    const std::optional<HillCurve> whole = fit_curve(curve, values, std::nullopt);
    const auto found = jackknife(values.seeds(), [&](std::optional<std::size_t> left_out) {
        return numbers_of(left_out ? fit_curve(curve, values, left_out) : whole);
    });
    const double untreated = found[0].value;
    const Told told = told_by(whole, found[1], curve, values);
    const double percent = told.change && untreated != 0.0 ? 100.0 / untreated : unknown;
    row.insert(row.end(), {values.mean(curve.untreated), percent * found[1].value, percent * found[1].low,
                           percent * found[1].high});
    for (const double log_ec50 : {found[2].value, found[2].low, found[2].high})
        row.emplace_back(told.ec50 ? std::exp(log_ec50) : unknown);
    row.emplace_back(unit);
    row.emplace_back(told.ec50 ? found[3].value : unknown);
    row.emplace_back(untreated == 0.0 && told.change ? "untreated is 0: no percent of it" : told.note);
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
