#include "app/scenario/read_interventions.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

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

/// Of those that the scenario includes; absent after a problem.
std::optional<std::size_t> read_compound_name(Section& section, const std::vector<Compound>& compounds)
{
    const NameInFile name = section.name("compound");
    std::vector<std::string> known;
    for (const Compound& compound : compounds) known.push_back(compound.name);
    const auto found = std::ranges::find(known, name.text);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    if (!name.text.empty())
        section.problem("compound", fmt::format("= \"{}\" is not a compound that this scenario includes{}", name.text,
                                                suggestion(name.text, known)));
    return std::nullopt;
}

Exposure read_concentration(Section& section, const Compound& compound, Hours duration)
{
    const std::vector<std::string> words{"nominal"};
    Exposure exposure = read_times(section, duration);
    Picomolar level;
    if (section.read_word_or("concentration", level, not_negative, words)) {
        if (!compound.nominal)
            section.problem("concentration",
                            fmt::format("= \"nominal\", but compound {0} has no nominal concentration; "
                                        "add compound.{0}.nominal = \"10 uM\", or give a number here",
                                        compound.name));
        level = compound.nominal.value_or(Picomolar{});
    }
    exposure.level = level.value;
    return exposure;
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

void read_treatment(const NameInFile& name, Section& section, Hours duration, Medication& medication,
                    ModelParams& params)
{
    const auto compound = read_compound_name(section, medication.compounds);
    if (!compound) return section.skip();
    const bool held = section.has("concentration");
    const bool dosed = section.has("dose");
    if (held == dosed) {
        section.problem(
            held ? "dose" : "concentration",
            held ? "is given besides a concentration; give one of them"
                 : "or dose must be given: concentration = \"10 uM\", or \"nominal\", or dose = \"20 mg/kg\"");
        return section.skip();
    }
    if (held && section.has("pk")) section.problem("pk", "is for a dose; leave it out where a concentration is given");
    const std::vector<TimeCourse*> courses = courses_of(medication.compounds[*compound], params);
    if (held) {
        section.text_if_present("pk");
        const Exposure exposure = read_concentration(section, medication.compounds[*compound], duration);
        for (TimeCourse* const course : courses) course->exposures.push_back(exposure);
        medication.treatments.push_back({name.text, *compound, exposure});
    } else if (auto dosing = read_dosing(section, medication.compounds[*compound], duration)) {
        for (TimeCourse* const course : courses) course->doses.push_back(dosing->course);
        medication.treatments.push_back({name.text, *compound, std::move(*dosing)});
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
        if (section.has("knock_out"))
            read_knock_out(name, section, duration, params, knock_outs);
        else
            read_treatment(name, section, duration, medication, params);
    }
}

}  // namespace trabecula
