#include "app/study/arm_problems.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

void ArmProblems::add(std::size_t arm, const Place& place, const std::string& message)
{
    const auto same = std::ranges::find(found_, message, &Found::message);
    if (same == found_.end())
        found_.push_back({place, message, {arm}});
    else if (same->arms.back() != arm)
        same->arms.push_back(arm);
}

void ArmProblems::add(std::size_t arm, const InputError& error)
{
    for (const Problem& problem : error.problems()) add(arm, place_of(problem, study_.arms[arm]), problem.message);
}

/// A scenario knows what the study gave it as "--set key".
Place ArmProblems::place_of(const Problem& problem, const Arm& arm) const
{
    const auto set_by = [&](const NameInFile& setting) {
        return problem.place.file == fmt::format("--set {}", setting.text.substr(0, setting.text.find('=')));
    };
    for (std::size_t f = 0; f < arm.size(); ++f) {
        const auto setting = std::ranges::find_if(arm[f].settings, set_by);
        if (setting == arm[f].settings.end()) continue;
        const NameInFile& path = study_.factors[f].path;
        return problem.message.starts_with("unknown key") && !path.text.empty() ? path.place : setting->place;
    }
    const auto setting = std::ranges::find_if(study_.settings, set_by);
    if (setting != study_.settings.end()) return setting->place;
    return problem.place;
}

std::string ArmProblems::with_arms(const Found& found) const
{
    if (found.arms.size() == study_.arms.size()) return found.message;
    const std::size_t arm = found.arms.front();
    const std::string others = found.arms.size() == 1 ? "" : fmt::format(" and {} more", found.arms.size() - 1);
    return fmt::format("arm {} ({}){}: {}", arm + 1, describe(study_, study_.arms[arm]), others, found.message);
}

void ArmProblems::throw_if_any() const
{
    Problems problems;
    for (const Found& found : found_) problems.add(found.place, with_arms(found));
    problems.throw_if_any();
}

}  // namespace trabecula
