#include "app/evidence/plan_controls.hpp"

#include "app/evidence/deal_targets.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace trabecula {

namespace {

std::vector<PlannedClaim> claims_with_targets(const std::vector<PlannedClaim>& claims, const DealtTargets& dealt,
                                              const PlannedArms& arms)
{
    const auto can_change = [&](std::size_t arm) {
        return !arms[arm].compound || dealt.contains(arms[arm].compound->name);
    };
    const auto has_targets = [&](const PlannedPart& part) {
        return arms[part.treated].compound && can_change(part.treated) && can_change(part.reference);
    };
    std::vector<PlannedClaim> chosen;
    std::ranges::copy_if(claims, std::back_inserter(chosen), [&](const PlannedClaim& claim) {
        return claim.not_run.empty() && std::ranges::all_of(claim.parts, has_targets);
    });
    for (PlannedClaim& claim : chosen)
        for (PlannedPart& part : claim.parts) part.withheld.reset();
    return chosen;
}

Control inert(std::vector<PlannedClaim> claims, const Assays& assays, PlannedArms& arms)
{
    for (PlannedClaim& claim : claims)
        for (PlannedPart& part : claim.parts) {
            const EvidenceArm& reference = arms[part.reference];
            part.treated = part.reference = arms.number_of({reference.context, reference.settings, {}, {}});
            part.later_seeds = assays.contexts.at(claim.claim.context).replicates;
        }
    return {ControlKind::inert, std::move(claims)};
}

Control dealt(std::vector<PlannedClaim> claims, const DealtTargets& targets, PlannedArms& arms)
{
    const auto with = [&](std::size_t arm) {
        EvidenceArm changed = arms[arm];
        if (!changed.compound) return arm;
        const std::vector<std::string>& settings = targets.at(changed.compound->name);
        changed.given.insert(changed.given.end(), settings.begin(), settings.end());
        return arms.number_of(std::move(changed));
    };
    for (PlannedClaim& claim : claims)
        for (PlannedPart& part : claim.parts) {
            part.treated = with(part.treated);
            part.reference = with(part.reference);
        }
    return {ControlKind::dealt, std::move(claims)};
}

}  // namespace

std::vector<Compound> compounds_of_table(const std::filesystem::path& folder, const Assays& assays,
                                         const std::vector<Claim>& all)
{
    std::set<std::filesystem::path> files;
    for (const Claim& claim : all)
        for (const std::string& name : claim.compounds) files.insert(compound_file(assays, folder, name).file);
    ScenarioChanges changes;
    changes.overlays.assign(files.begin(), files.end());
    return load_scenario(assays.contexts.begin()->second.scenario.text, changes).medication.compounds;
}

std::vector<Control> plan_controls(const std::vector<PlannedClaim>& claims, std::span<const Compound> compounds,
                                   std::size_t deals, const Assays& assays, PlannedArms& arms)
{
    const std::vector<PlannedClaim> own = claims_with_targets(claims, deal_targets(compounds, 0), arms);
    std::vector<Control> controls{{ControlKind::as_claimed, own}, inert(own, assays, arms)};
    for (std::size_t number = 1; number <= deals; ++number)
        controls.push_back(dealt(own, deal_targets(compounds, number), arms));
    return controls;
}

}  // namespace trabecula
