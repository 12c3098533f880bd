#include "app/attribution/plan_attribution.hpp"

#include "app/explain/compound_report.hpp"
#include "app/scenario/withhold_effect.hpp"
#include "app/study/reduce.hpp"

#include "agents/observables.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace trabecula {

namespace {

const Compound& compound_of(const Scenario& scenario, const std::string& name)
{
    const Medication& medication = scenario.medication;
    std::vector<std::string> known;
    for (const Compound& compound : medication.compounds) known.push_back(compound.name);
    const auto found = std::ranges::find(known, name);
    if (found == known.end())
        throw InputError(
            fmt::format("--compound {}: not a compound that this scenario includes{}", name, suggestion(name, known)));
    const auto index = static_cast<std::size_t>(found - known.begin());
    if (std::ranges::find(medication.treatments, index, &Treatment::compound) == medication.treatments.end())
        throw InputError(
            fmt::format("--compound {0}: the scenario includes it and does not give it; add an intervention "
                        "with compound = \"{0}\"",
                        name));
    if (medication.compounds[index].effects.empty())
        throw InputError(
            fmt::format("--compound {}: it has no target line to switch off, for it acts by what it binds, "
                        "or as a hormone",
                        name));
    return medication.compounds[index];
}

/// The response of each read-out, and its unit.
void add_responses(const Scenario& scenario, AttributionPlan& plan)
{
    if (plan.question.from >= scenario.duration)
        throw InputError(fmt::format("--from {:g} h is not before the end of the run at {:g} h",
                                     plan.question.from.value, scenario.duration.value));
    std::vector<std::string> names;
    const std::vector<Observable> all = observables(scenario.model);
    for (const Observable& observable : all) names.push_back(observable.name);
    Problems problems;
    for (const std::string& readout : plan.question.readouts) {
        const auto found = std::ranges::find(all, readout, &Observable::name);
        if (found == all.end()) {
            problems.add({"--readout"},
                         fmt::format("\"{}\" is no time series of a run{}", readout, suggestion(readout, names)));
            continue;
        }
        Response response;
        response.name = response.series = {readout, {}};
        response.reduce = plan.question.reduce;
        response.from = plan.question.from;
        plan.responses.push_back(response);
        plan.units.push_back(unit_of(response.reduce, found->unit));
    }
    problems.throw_if_any();
}

class Planner {
  public:
    Planner(AttributionPlan& plan, const Compound& compound) : plan_(plan), compound_(compound)
    {
        for (const CompoundEffect& effect : compound.effects) all_.push_back(effect.name);
    }

    void plan()
    {
        plan_.treated = arm({});
        plan_.untreated = arm(all_);
        std::vector<std::string> cells;
        for (const CompoundEffect& effect : compound_.effects)
            if (std::ranges::find(cells, effect.cell.text) == cells.end()) cells.push_back(effect.cell.text);
        for (const std::string& cell : cells) {
            std::vector<std::string> lines;
            for (const CompoundEffect& effect : compound_.effects)
                if (effect.cell.text == cell) lines.push_back(effect.name);
            add({SwitchedPart::Of::cell, cell, lines.size(), false}, lines);
        }
        for (const CompoundEffect& effect : compound_.effects)
            add({SwitchedPart::Of::line, described(effect), 1, effect.residual}, {effect.name});
    }

  private:
    void add(SwitchedPart part, const std::vector<std::string>& lines)
    {
        part.off = arm(lines);
        std::vector<std::string> others;
        std::ranges::copy_if(all_, std::back_inserter(others),
                             [&](const std::string& name) { return std::ranges::find(lines, name) == lines.end(); });
        part.alone = arm(others);
        plan_.parts.push_back(std::move(part));
    }

    /// The number of an arm, which is made the first time it is asked for. @param off  in the order of the effects
    std::size_t arm(const std::vector<std::string>& off)
    {
        const auto same = std::ranges::find(plan_.arms, off, &AttributionArm::off);
        if (same != plan_.arms.end()) return static_cast<std::size_t>(same - plan_.arms.begin());
        plan_.arms.push_back({off, {}});
        const std::size_t number = plan_.arms.size() - 1;
        plan_.arms.back().hash = plan_.scenario(number, 0).hash;
        return number;
    }

    AttributionPlan& plan_;
    const Compound& compound_;
    std::vector<std::string> all_;
};

}  // namespace

Scenario AttributionPlan::scenario(std::size_t arm, std::int64_t seed) const
{
    ScenarioChanges changes = question.changes;
    for (const std::string& effect : arms[arm].off)
        changes.settings.push_back(withhold_effect(question.compound, effect));
    changes.settings.push_back(fmt::format("time.seed={}", seed));
    return load_scenario(question.scenario, changes);
}

AttributionPlan plan_attribution(const AttributionQuestion& question)
{
    const Scenario scenario = load_scenario(question.scenario, question.changes);
    const Compound& compound = compound_of(scenario, question.compound);
    AttributionPlan plan;
    plan.question = question;
    plan.title = scenario.title;
    add_responses(scenario, plan);
    Planner(plan, compound).plan();
    return plan;
}

}  // namespace trabecula
