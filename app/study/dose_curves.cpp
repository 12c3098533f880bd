#include "app/study/dose_curves.hpp"

#include "app/study/doses.hpp"

#include <fmt/format.h>

#include <map>

namespace trabecula {

namespace {

bool is_given(const Level& level)
{
    return !level.settings.empty() && dose_of(level) != 0.0;
}

std::string others_of(const Study& study, const Arm& arm, std::size_t factor)
{
    std::string text;
    for (std::size_t f = 0; f < arm.size(); ++f)
        if (f != factor && is_given(arm[f]))
            text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", study.factors[f].name.text, arm[f].shown);
    return text;
}

}  // namespace

std::vector<DoseCurve> dose_curves(const Study& study, std::size_t factor)
{
    std::map<std::string, std::vector<DoseCurve::Point>> groups;
    for (std::size_t arm = 0; arm < study.arms.size(); ++arm)
        if (const auto dose = dose_of(study.arms[arm][factor]))
            groups[others_of(study, study.arms[arm], factor)].push_back({*dose, arm});
    std::vector<DoseCurve> curves;
    for (const auto& [others, points] : groups) {
        DoseCurve curve{others, study.arms.size(), {}};
        for (const DoseCurve::Point& point : points) {
            if (point.dose > 0.0)
                curve.dosed.push_back(point);
            else
                curve.untreated = point.arm;
        }
        if (curve.untreated < study.arms.size() && curve.dosed.size() > 1) curves.push_back(std::move(curve));
    }
    return curves;
}

std::optional<HillCurve> fit_curve(const DoseCurve& curve, const ArmValues& values, std::optional<std::size_t> left_out)
{
    std::vector<double> doses;
    std::vector<double> found;
    for (const DoseCurve::Point& point : curve.dosed)
        for (std::size_t seed = 0; seed < values.seeds(); ++seed) {
            if (seed == left_out || !std::isfinite(values.at(point.arm, seed))) continue;
            doses.push_back(point.dose);
            found.push_back(values.at(point.arm, seed));
        }
    return fit_hill(doses, found, values.mean(curve.untreated, left_out));
}

}  // namespace trabecula
