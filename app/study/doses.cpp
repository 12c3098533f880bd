#include "app/study/doses.hpp"

#include "core/amount.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace trabecula {

namespace {

std::optional<Amount> read_dose(const std::string& text)
{
    const auto dose = read_amount(text);
    return dose && dose->number >= 0.0 ? dose : std::nullopt;
}

/// Of the factor alone, or, in a list, of the rows.
std::vector<Level> levels_in(const Study& study, std::size_t factor)
{
    std::vector<Level> levels;
    for (const Arm& arm : study.arms) levels.push_back(arm[factor]);
    return levels;
}

}  // namespace

std::optional<double> dose_of(const Level& level)
{
    const auto dose = read_dose(level.shown);
    return dose ? std::optional(dose->number) : std::nullopt;
}

std::string dose_unit(const Study& study, std::size_t factor)
{
    const auto dose = read_dose(study.arms.front()[factor].shown);
    return dose && !dose->unit.empty() ? dose->unit : "1";
}

void check_doses(const Study& study, std::size_t factor, Problems& problems)
{
    std::set<double> amounts;
    std::set<std::string> units;
    const std::vector<Level> levels = levels_in(study, factor);
    if (levels.empty()) return;
    const std::string& name = study.factors[factor].name.text;
    for (const Level& level : levels) {
        const auto dose = read_dose(level.shown);
        if (!dose)
            return problems.add(level.place, fmt::format("\"{}\" of the factor {} is no dose; give levels{} as numbers "
                                                         "with a unit, like \"3 uM\"",
                                                         level.shown, name, level.shown == "base" ? " and base" : ""));
        amounts.insert(dose->number);
        units.insert(dose->unit);
    }
    const Place& place = study.factors[factor].name.place;
    if (units.size() > 1)
        problems.add(place, fmt::format("the doses of the factor {} are written in {} and {}; take one unit", name,
                                        *units.begin(), *units.rbegin()));
    else if (*amounts.begin() != 0.0)
        problems.add(place, fmt::format("the factor {} has no dose of 0, to which an effect is compared; add it to its "
                                        "levels, or as base = \"0 {}\"",
                                        name, *units.begin()));
    else if (amounts.size() < 3)
        problems.add(place, fmt::format("the factor {} has {} doses above 0; a curve needs two at least", name,
                                        amounts.size() - 1));
}

}  // namespace trabecula
