#include "app/evidence/planned_arms.hpp"

#include "agents/observables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace trabecula {

Scenario EvidenceArm::scenario(const Assays& assays, std::int64_t seed) const
{
    const AssayContext& of = assays.contexts.at(context);
    ScenarioChanges changes;
    for (const auto* list : {&of.settings, &settings, &given})
        changes.settings.insert(changes.settings.end(), list->begin(), list->end());
    changes.settings.push_back(fmt::format("time.seed={}", seed));
    if (compound) changes.overlays.push_back(compound->file);
    return load_scenario(of.scenario.text, changes);
}

std::size_t PlannedArms::number_of(EvidenceArm arm)
{
    const auto same = std::ranges::find_if(arms_, [&](const EvidenceArm& other) {
        return other.context == arm.context && other.settings == arm.settings && other.compound == arm.compound &&
               other.given == arm.given;
    });
    if (same != arms_.end()) return static_cast<std::size_t>(same - arms_.begin());
    const Scenario scenario = arm.scenario(assays_, 0);
    arm.hash = scenario.hash;
    ArmFacts facts{scenario.medication.compounds, {}};
    for (const Observable& observable : observables(scenario.model)) facts.series.insert(observable.name);
    facts_.push_back(std::move(facts));
    arms_.push_back(std::move(arm));
    return arms_.size() - 1;
}

}  // namespace trabecula
