#include "app/scenario/read_interventions.hpp"

#include "app/scenario/read_cell_events.hpp"
#include "app/scenario/read_remedy.hpp"

#include "pharmacology/saturable_elimination.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace trabecula {

namespace {

void read_knock_out(const NameInFile& name, Section& section, Hours duration, ModelParams& params,
                    std::vector<KnockOut>& knock_outs)
{
    Exposure exposure = read_times(section, duration);
    exposure.level = 1.0;
    const bool for_whole_run = exposure.start.value == 0.0 && exposure.stop >= duration && exposure.every.value == 0.0;
    const std::string signal = "intervention_" + name.text;
    params.systemic.push_back({{signal, NumberDimension::name, "1 while it knocks out"}, 0.0, {exposure}});
    const auto all = section.names_if_present("knock_out");
    if (all.empty()) section.problem("knock_out", "names nothing; give a list like [\"RANKL\"]");
    for (const NameInFile& what : all) knock_outs.push_back({signal, what, for_whole_run});
}

/// The courses that a compound's concentration adds to: its own, and that of the hormone as which it acts.
std::vector<TimeCourse*> courses_of(const Compound& compound, ModelParams& params)
{
    std::vector<TimeCourse*> courses;
    for (TimeCourse& course : params.systemic)
        if (course.signal.name == compound.name || (compound.acts_as && course.signal.name == compound.acts_as->text))
            courses.push_back(&course);
    return courses;
}

/// What a compound acts as must be a systemic signal that is a concentration.
void check_hormones(const Medication& medication, const ModelParams& params, Problems& problems)
{
    std::vector<std::string> known;
    for (const TimeCourse& course : params.systemic)
        if (course.signal.dimension.unit == ConcentrationDimension::name.unit) known.push_back(course.signal.name);
    for (const Compound& compound : medication.compounds)
        if (compound.acts_as && std::ranges::find(known, compound.acts_as->text) == known.end())
            problems.add(compound.acts_as->place,
                         fmt::format("compound.{}.acts_as = \"{}\" is no systemic signal in pM{}", compound.name,
                                     compound.acts_as->text, suggestion(compound.acts_as->text, known)));
}

void give(Treatment treatment, Medication& medication, ModelParams& params)
{
    if (const auto* held = std::get_if<Exposure>(&treatment.given))
        for (TimeCourse* const course : courses_of(medication.compounds[treatment.compound], params))
            course->exposures.push_back(*held);
    medication.treatments.push_back(std::move(treatment));
}

std::vector<const Dosing*> dosings_of(const Medication& medication, std::size_t compound)
{
    std::vector<const Dosing*> dosings;
    for (const Treatment& treatment : medication.treatments)
        if (const auto* dosing = std::get_if<Dosing>(&treatment.given); dosing && treatment.compound == compound)
            dosings.push_back(dosing);
    return dosings;
}

/// What the doses of one compound leave, whatever the intervention. Where its elimination saturates they do not add up:
/// the first course has all of them then, and the others nothing but their times.
std::vector<DoseCourse> courses_of_doses(const Compound& compound, std::span<const Dosing* const> dosings)
{
    std::vector<DoseCourse> courses;
    std::vector<RepeatedDose> doses;
    for (const Dosing* dosing : dosings) {
        courses.push_back(dosing->course);
        doses.push_back({dosing->course, dosing->pmol_per_kg});
    }
    if (courses.size() < 2 || !courses.front().integrated) return courses;
    for (DoseCourse& course : courses) course.integrated = std::make_shared<SampledLevel>();
    courses.front().integrated = integrate_doses(compound.kinetics[dosings.front()->kinetics], doses);
    return courses;
}

void add_doses(const Medication& medication, ModelParams& params)
{
    for (std::size_t c = 0; c < medication.compounds.size(); ++c) {
        const Compound& compound = medication.compounds[c];
        const auto courses = courses_of_doses(compound, dosings_of(medication, c));
        for (TimeCourse* const course : courses_of(compound, params))
            course->doses.insert(course->doses.end(), courses.begin(), courses.end());
    }
}

/// Doses that are integrated together take one way into the body.
void check_way(Section& section, const Dosing& dosing, const Medication& medication, std::size_t compound)
{
    const auto& kinetics = medication.compounds[compound].kinetics;
    for (const Dosing* other : dosings_of(medication, compound))
        if (other->kinetics != dosing.kinetics &&
            (kinetics[other->kinetics].saturable || kinetics[dosing.kinetics].saturable))
            section.problem("pk", fmt::format("= \"{}\", and another intervention gives {} by \"{}\"; its elimination "
                                              "saturates, so that both must be the same",
                                              kinetics[dosing.kinetics].name, medication.compounds[compound].name,
                                              kinetics[other->kinetics].name));
}

void read_treatment(const NameInFile& name, Section& section, Hours duration, Medication& medication,
                    ModelParams& params)
{
    const Remedy remedy = read_remedy(section, medication);
    if (remedy.ingredients.empty()) return section.skip();
    const bool held = section.has("concentration");
    const bool dosed = section.has("dose");
    if (held == dosed) {
        section.problem(
            held ? "dose" : "concentration",
            held ? "is given besides a concentration; give one of them"
                 : "or dose must be given: concentration = \"10 uM\", or \"nominal\", or dose = \"20 mg/kg\"");
        return section.skip();
    }
    const std::string mixture = remedy.mixture == nullptr ? "" : remedy.mixture->name;
    if (held) {
        if (section.has("pk")) section.problem("pk", "is for a dose; leave it out where a concentration is given");
        section.text_if_present("pk");
        const std::vector<Exposure> exposures = read_concentrations(section, remedy, medication.compounds, duration);
        for (std::size_t i = 0; i < exposures.size(); ++i)
            give({name.text, remedy.ingredients[i].compound, exposures[i], mixture}, medication, params);
    } else {
        const AskedDoses asked = read_doses(section, duration);
        for (const Ingredient& ingredient : remedy.ingredients) {
            auto dosing = dosing_of(section, asked, medication.compounds[ingredient.compound], ingredient.share);
            if (!dosing) continue;
            check_way(section, *dosing, medication, ingredient.compound);
            give({name.text, ingredient.compound, std::move(*dosing), mixture}, medication, params);
        }
    }
}

}  // namespace

std::vector<Compound> read_compounds(Section& root, const ModelParams& params)
{
    std::vector<Compound> compounds;
    Section section = root.section_or_empty("compound");
    for (auto& [name, compound] : section.named_sections()) {
        const bool is_field = std::ranges::find(params.fields, name.text, &FieldSpec::name) != params.fields.end();
        const bool is_systemic = std::ranges::any_of(
            params.systemic, [&called = name.text](const TimeCourse& course) { return course.signal.name == called; });
        if (is_field || is_systemic)
            root.reader().problems.add(
                name.place, fmt::format("compound.{0} is called like {1}, and rules know signals by name alone; "
                                        "choose another name, like {0}_drug",
                                        name.text, is_field ? "a field" : "a systemic signal"));
        compounds.push_back(read_compound(name.text, compound));
    }
    return compounds;
}

void read_interventions(Section& root, Hours duration, Medication& medication, ModelParams& params,
                        std::vector<KnockOut>& knock_outs)
{
    check_hormones(medication, params, root.reader().problems);
    for (const Compound& compound : medication.compounds)
        params.systemic.push_back(
            {{compound.name, ConcentrationDimension::name, "concentration of " + compound.name}, 0.0, {}});
    Section interventions = root.section_or_empty("intervention");
    for (auto& [name, section] : interventions.named_sections()) {
        if (is_cell_event(section))
            section.skip();  // read_cell_events reads it
        else if (section.has("knock_out"))
            read_knock_out(name, section, duration, params, knock_outs);
        else
            read_treatment(name, section, duration, medication, params);
    }
    add_doses(medication, params);
}

}  // namespace trabecula
