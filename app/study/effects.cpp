#include "app/study/effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace trabecula {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::string others_of(const Study& study, const Arm& arm, std::size_t factor)
{
    std::string text;
    for (std::size_t f = 0; f < arm.size(); ++f)
        if (f != factor)
            text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", study.factors[f].name.text, arm[f].shown);
    return text;
}

std::string note_on(const Effect& effect, double reference)
{
    if (reference == 0.0) return "the reference is 0: no percent of it";
    if (std::isnan(effect.percent)) return "no value";
    return std::isnan(effect.low) ? "one seed: nothing said of chance" : "";
}

void add_rows(const Study& study, std::size_t factor, const std::string& response, const ArmValues& values,
              AnalysisTable& into)
{
    const std::string& reference = study.arms.front()[factor].shown;
    std::map<std::string, std::size_t> reference_of;
    for (std::size_t arm = 0; arm < study.arms.size(); ++arm)
        if (study.arms[arm][factor].shown == reference) reference_of[others_of(study, study.arms[arm], factor)] = arm;
    for (std::size_t arm = 0; arm < study.arms.size(); ++arm) {
        const std::string others = others_of(study, study.arms[arm], factor);
        const auto found = reference_of.find(others);
        if (study.arms[arm][factor].shown == reference || found == reference_of.end()) continue;
        const Effect effect = effect_between(values, arm, found->second);
        const double reference_mean = values.mean(found->second);
        into.rows.push_back({response, study.factors[factor].name.text, study.arms[arm][factor].shown, others,
                             reference_mean, effect.percent, effect.low, effect.high, note_on(effect, reference_mean)});
    }
}

}  // namespace

Effect effect_between(const ArmValues& values, std::size_t changed, std::size_t reference)
{
    std::vector<double> with;
    std::vector<double> without;
    for (std::size_t seed = 0; seed < values.seeds(); ++seed) {
        if (!std::isfinite(values.at(changed, seed)) || !std::isfinite(values.at(reference, seed))) continue;
        with.push_back(values.at(changed, seed));
        without.push_back(values.at(reference, seed));
    }
    const bool from_nothing = std::ranges::all_of(without, [](double value) { return value == 0.0; });
    return from_nothing ? Effect{unknown, unknown, unknown, unknown, unknown} : effect_of(with, without);
}

AnalysisTable effects_of(const Study& study, const StudyTable& table, const Analysis& analysis)
{
    AnalysisTable made{"effect",
                       "each level against the first of its factor, all others alike; pairs of the same seed",
                       {{"response", "", "which response"},
                        {"factor", "", "which factor"},
                        {"level", "", "of that factor"},
                        {"with", "", "levels of the others"},
                        {"reference", "1", "mean at the first level, in the unit of the response"},
                        {"effect", "percent", "change of the response"},
                        {"effect_low", "percent", "end of the 95 % confidence interval"},
                        {"effect_high", "percent", "end of the 95 % confidence interval"},
                        {"note", "", "what to mind"}},
                       {}};
    for (const std::size_t response : analysis.responses) {
        const ArmValues values(study, table, response);
        for (const std::size_t factor : analysis.factors)
            add_rows(study, factor, study.responses[response].name.text, values, made);
    }
    return made;
}

}  // namespace trabecula
