#include "app/evidence/plan_evidence.hpp"

#include "app/evidence/kind.hpp"
#include "app/evidence/plan_controls.hpp"
#include "app/scenario/withhold_effect.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace trabecula {

namespace {

std::optional<double> number_of(const std::string& text)
{
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

template <class Item>
std::vector<std::string> keys_of(const std::map<std::string, Item>& items)
{
    std::vector<std::string> keys;
    for (const auto& [key, item] : items) keys.push_back(key);
    return keys;
}

class Planner {
  public:
    Planner(const std::filesystem::path& folder, const Assays& assays, const std::vector<Claim>& all)
        : folder_(folder), assays_(assays), all_(all), arms_(assays)
    {}

    EvidencePlan plan(const std::vector<Claim>& chosen, std::size_t deals)
    {
        for (const Claim& claim : chosen) {
            try {
                plan_.claims.push_back(plan_claim(claim));
            } catch (const InputError& error) {
                for (const Problem& problem : error.problems())
                    problems_.add(problem.place.file.empty() ? claim.place : problem.place,
                                  fmt::format("claim {}: {}", claim.id, problem.message));
            }
        }
        problems_.throw_if_any();
        if (deals > 0)
            plan_.controls =
                plan_controls(plan_.claims, compounds_of_table(folder_, assays_, all_), deals, assays_, arms_);
        plan_.arms = arms_.take();
        return std::move(plan_);
    }

  private:
    PlannedClaim plan_claim(const Claim& claim)
    {
        const auto found = assays_.details.find(claim.id);
        const ClaimDetails details = found == assays_.details.end() ? ClaimDetails{} : found->second;
        PlannedClaim planned{claim, {}, Kind::unreached, details.not_run};
        context_of(claim.context);
        if (!details.not_run.empty()) return planned;
        const auto terms =
            readout_terms(details.readout.value_or(claim.readout), claim.direction, keys_of(assays_.readouts));
        if (claim.compounds.empty()) {
            if (details.comparisons.empty())
                throw InputError("has no compound, and claims.toml does not say what is compared");
            for (const Comparison& comparison : details.comparisons)
                add_parts(planned, terms, comparison, std::nullopt, details);
        }
        for (const Comparison& comparison : details.comparisons)
            if (comparison.compound &&
                std::ranges::find(claim.compounds, comparison.compound->text) == claim.compounds.end())
                throw InputError({Problem{comparison.compound->place,
                                          fmt::format("\"{}\" is no compound of the claim{}", comparison.compound->text,
                                                      suggestion(comparison.compound->text, claim.compounds))}});
        for (const std::string& name : claim.compounds)
            for (const Comparison& comparison :
                 details.comparisons.empty() ? usual_comparisons(claim, name) : details.comparisons)
                if (!comparison.compound || comparison.compound->text == name)
                    add_parts(planned, terms, comparison, compound_file(assays_, folder_, name), details);
        planned.kind = least_daring(planned.parts);
        return planned;
    }

    /// With and without the compound, at each dose.
    static std::vector<Comparison> usual_comparisons(const Claim& claim, const std::string& compound)
    {
        std::vector<Comparison> comparisons;
        for (const std::string& dose : claim.doses.empty() ? std::vector<std::string>{"nominal"} : claim.doses) {
            Comparison& comparison = comparisons.emplace_back();
            comparison.name = dose == "nominal" ? compound : fmt::format("{} {}", compound, dose);
            comparison.treated_dose = dose;
        }
        return comparisons;
    }

    void add_parts(PlannedClaim& planned, const std::vector<ReadoutTerm>& terms, const Comparison& comparison,
                   const std::optional<CompoundFile>& compound, const ClaimDetails& details)
    {
        const std::string& context = planned.claim.context;
        const std::string reference_context = comparison.against ? comparison.against->text : context;
        PlannedPart part;
        const bool is_for_each =
            planned.claim.compounds.size() > 1 && !details.comparisons.empty() && !comparison.compound;
        part.comparison = is_for_each ? fmt::format("{}, {}", compound->name, comparison.name) : comparison.name;
        part.reference = reference_arm(reference_context, compound, comparison);
        part.treated = treated_arm(context, compound, comparison);
        if (part.treated == part.reference)
            throw InputError(fmt::format("comparison \"{}\" compares an arm with itself", comparison.name));
        if (number_of(planned.claim.magnitude)) part.number_percent = number_of(planned.claim.magnitude);
        const Influences& influences = influences_of(context);
        std::vector<std::string> changed = details.perturbs;
        const Compound* given = compound ? &compound_of(part.treated, compound->name) : nullptr;
        if (given) changed = targets_of(*given);
        for (const std::string& point : changed)
            if (!influences.knows(point))
                throw InputError(fmt::format("perturbs \"{}\", which is no field, signal, cell type, state or rule{}",
                                             point, suggestion(point, influences.names())));
        const bool calibrated = given && is_calibrated(planned.claim, *given);
        for (const ReadoutTerm& term : terms) {
            part.term = term;
            check_series(term, part.treated);
            check_series(term, part.reference);
            part.kind =
                calibrated ? Kind::calibrated : kind_of(changed, points_of(term, assays_, influences), influences);
            part.withheld.reset();
            if (given && part.kind == Kind::predicted)
                part.withheld = withheld_arm(planned.claim, *given, comparison, *compound);
            planned.parts.push_back(part);
        }
    }

    /// The treated arm without the effects that cite the claim; the treated arm itself where none does.
    std::size_t withheld_arm(const Claim& claim, const Compound& given, const Comparison& comparison,
                             const CompoundFile& file)
    {
        std::vector<std::string> effects;
        for (const CompoundEffect& effect : given.effects)
            if (cites(effect, claim, all_)) effects.push_back(withhold_effect(given.name, effect.name));
        return treated_arm(claim.context, file, comparison, effects);
    }

    std::size_t treated_arm(const std::string& context, const std::optional<CompoundFile>& compound,
                            const Comparison& comparison, const std::vector<std::string>& effects = {})
    {
        EvidenceArm arm = arm_of(context, comparison.both, comparison.treated);
        give(arm, compound, comparison.treated_dose);
        if (comparison.withdrawn != Withdrawn::neither) withdraw(arm);
        arm.given.insert(arm.given.end(), effects.begin(), effects.end());
        return arms_.number_of(std::move(arm));
    }

    std::size_t reference_arm(const std::string& context, const std::optional<CompoundFile>& compound,
                              const Comparison& comparison)
    {
        EvidenceArm arm = arm_of(context, comparison.both, comparison.reference);
        if (comparison.reference_compound)
            give(arm, compound_file(assays_, folder_, comparison.reference_compound->text), comparison.reference_dose);
        else
            give(arm, compound, comparison.reference_dose);
        if (comparison.withdrawn == Withdrawn::both) withdraw(arm);
        return arms_.number_of(std::move(arm));
    }

    EvidenceArm arm_of(const std::string& context, const std::vector<std::string>& both,
                       const std::vector<std::string>& own) const
    {
        context_of(context);
        EvidenceArm arm{context, both, {}, {}};
        arm.settings.insert(arm.settings.end(), own.begin(), own.end());
        return arm;
    }

    /// Where both a compound and a dose are there.
    void give(EvidenceArm& arm, const std::optional<CompoundFile>& compound,
              const std::optional<std::string>& dose) const
    {
        if (!compound || !dose) return;
        arm.compound = compound;
        const std::string intervention = "intervention." + compound->name + '.';
        arm.given.push_back(fmt::format("{}compound={}", intervention, compound->name));
        arm.given.push_back(fmt::format("{}concentration={}", intervention, *dose));
        for (const std::string& given : compound->given) arm.given.push_back(intervention + given);
        const Hours start = context_of(arm.context).treat_from;
        if (start.value > 0.0) arm.given.push_back(fmt::format("{}start={:g} h", intervention, start.value));
    }

    /// When means begin to be taken, its compound stops.
    void withdraw(EvidenceArm& arm) const
    {
        if (!arm.compound) throw InputError("withdraws a compound that an arm does not have; give it a dose");
        arm.given.push_back(
            fmt::format("intervention.{}.stop={:g} h", arm.compound->name, context_of(arm.context).from.value));
    }

    const AssayContext& context_of(const std::string& name) const
    {
        const auto found = assays_.contexts.find(name);
        if (found == assays_.contexts.end())
            throw InputError(
                fmt::format("there is no context \"{}\"{}", name, suggestion(name, keys_of(assays_.contexts))));
        return found->second;
    }

    const Compound& compound_of(std::size_t arm, const std::string& name) const
    {
        const std::vector<Compound>& compounds = arms_.facts(arm).compounds;
        const auto found = std::ranges::find(compounds, name, &Compound::name);
        if (found == compounds.end()) throw InputError(fmt::format("the treated arm does not know compound {}", name));
        return *found;
    }

    void check_series(const ReadoutTerm& term, std::size_t arm) const
    {
        const std::set<std::string>& known = arms_.facts(arm).series;
        for (const auto* names : {&term.sum, &term.over})
            for (const std::string& name : *names) {
                const Readout& readout = assays_.readouts.at(name);
                for (const auto* list : {&readout.series, &readout.minus, &readout.over})
                    for (const NameInFile& series : *list)
                        if (!known.contains(series.text))
                            throw InputError({Problem{
                                series.place,
                                fmt::format(
                                    "\"{}\" is no time series of a run of {}{}", series.text, arms_[arm].context,
                                    suggestion(series.text, std::vector<std::string>(known.begin(), known.end())))}});
            }
    }

    const Influences& influences_of(const std::string& context)
    {
        auto& influences = influences_[context];
        if (!influences)
            influences = std::make_unique<Influences>(EvidenceArm{context, {}, {}, {}}.scenario(assays_, 0).model);
        return *influences;
    }

    std::filesystem::path folder_;
    const Assays& assays_;
    const std::vector<Claim>& all_;
    EvidencePlan plan_;
    PlannedArms arms_;
    std::map<std::string, std::unique_ptr<Influences>> influences_;
    Problems problems_;
};

}  // namespace

std::string_view to_string(Kind kind)
{
    switch (kind) {
        case Kind::calibrated:
            return "calibrated";
        case Kind::encoded:
            return "encoded";
        case Kind::predicted:
            return "predicted";
        case Kind::unreached:
            return "unreached";
    }
    return "";
}

EvidencePlan plan_evidence(const std::filesystem::path& folder, const Assays& assays, const std::vector<Claim>& all,
                           const std::vector<Claim>& chosen, std::size_t deals)
{
    return Planner(folder, assays, all).plan(chosen, deals);
}

}  // namespace trabecula
