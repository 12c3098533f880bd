#include "pharmacology/read_dosing.hpp"

#include "pharmacology/saturable_elimination.hpp"
#include "pharmacology/time_course.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <vector>

namespace trabecula {

namespace {

/// How a dose may be given.
struct DoseUnit {
    DimensionName dimension;
    bool by_mass;
    bool per_kilogram;
    double factor;  // to pmol, at 1 g/mol where it is by mass
};

constexpr std::array dose_units{
    DoseUnit{{"a dose by mass per body weight", "mg/kg", "125 mg/kg"}, true, true, 1e9},
    DoseUnit{{"by mass", "mg", "60 mg"}, true, false, 1e9},
    DoseUnit{{"by amount per body weight", "pmol/kg", "50 nmol/kg"}, false, true, 1.0},
    DoseUnit{{"by amount", "pmol", "4857 pmol"}, false, false, 1.0},
};

std::optional<QuantityOfAny> read_dose(Section& section)
{
    std::array<DimensionName, dose_units.size()> dimensions;
    for (std::size_t u = 0; u < dose_units.size(); ++u) dimensions[u] = dose_units[u].dimension;
    const auto dose = section.quantity_of_any("dose", dimensions, not_negative);
    constexpr double most_mg_per_kg = 1e4;  // twice the limit test of toxicology; "20 %" is 200 g per kg, and a slip
    if (dose && dose->dimension == 0 && dose->value > most_mg_per_kg) {
        section.problem("dose", fmt::format("= {:g} mg/kg is out of range: it must be at most {:g} mg/kg; give it in a "
                                            "unit like mg/kg, not as a share",
                                            dose->value, most_mg_per_kg));
        return std::nullopt;
    }
    return dose;
}

/// Of the compound's; absent after a problem.
std::optional<std::size_t> pk_of(Section& section, const std::optional<std::string>& name, const Compound& compound)
{
    std::vector<std::string> known;
    for (const Kinetics& kinetics : compound.kinetics) known.push_back(kinetics.name);
    if (known.empty()) {
        section.problem("dose", fmt::format("needs pharmacokinetics, and compound {0} has none; add a table like "
                                            "[compound.{0}.pk.rat_oral], or give a concentration instead",
                                            compound.name));
        return std::nullopt;
    }
    if (name) {
        for (std::size_t k = 0; k < known.size(); ++k)
            if (known[k] == *name) return k;
        section.problem("pk", fmt::format("= \"{}\" is no pharmacokinetics of compound {}{}", *name, compound.name,
                                          suggestion(*name, known)));
        return std::nullopt;
    }
    if (section.has("pk")) return std::nullopt;
    if (known.size() == 1) return 0;
    section.problem("pk", fmt::format("is missing, and compound {} has several; give one of {}", compound.name,
                                      fmt::join(known, ", ")));
    return std::nullopt;
}

/// Of a dose, what one compound is, in the unit of the dose; absent after a problem.
std::optional<double> part_of(Section& section, const QuantityOfAny& dose, const Compound& compound,
                              const ShareOfDose& portion)
{
    const bool by_mass = dose_units[dose.dimension].by_mass;
    const std::optional<double>& of_dose = by_mass ? portion.by_mass : portion.by_amount;
    if (of_dose) return dose.value * *of_dose;
    section.problem(
        "dose", fmt::format("is {}, and what {} is of it does not follow: the mixture has fractions {}, and for the "
                            "other it may have nothing inert, and needs all molar masses; give a dose like \"{}\"",
                            by_mass ? "by mass" : "by amount", compound.name, by_mass ? "by amount" : "by mass",
                            dose_units[by_mass ? 2 : 0].dimension.example));
    return std::nullopt;
}

/// In pmol/kg; absent after a problem.
std::optional<double> in_pmol_per_kg(Section& section, const QuantityOfAny& dose, const Compound& compound,
                                     const Kinetics& kinetics)
{
    const DoseUnit& unit = dose_units[dose.dimension];
    double amount = dose.value * unit.factor;
    if (unit.by_mass && !compound.molar_mass) {
        section.problem("dose",
                        fmt::format("is by mass, and compound {0} has no molar mass; add compound.{0}.molar_mass "
                                    "= \"676.7 g/mol\", or give the dose by amount, like \"50 nmol/kg\"",
                                    compound.name));
        return std::nullopt;
    }
    if (unit.by_mass) amount /= compound.molar_mass->value;
    if (!unit.per_kilogram && !kinetics.body_weight) {
        section.problem("dose", fmt::format("is that of a whole animal or patient, and compound.{0}.pk.{1} has no "
                                            "body_weight; add it there, or give the dose per kg, like \"125 mg/kg\"",
                                            compound.name, kinetics.name));
        return std::nullopt;
    }
    if (!unit.per_kilogram) amount /= kinetics.body_weight->value;
    return amount;
}

}  // namespace

DoseCourse read_schedule(Section& section, Hours duration)
{
    constexpr double rounding = 1e-9;
    constexpr Bounds a_minute{.least = 1.0 / 60.0};
    const Span span = read_span(section, duration);
    if (duration.value > 0.0 && span.stop > duration)
        section.problem("stop",
                        fmt::format("= {:g} h is past the end of the run at {:g} h; leave it out, or run longer",
                                    span.stop.value, duration.value));
    DoseCourse course;
    course.start = span.start;
    if (section.read_if_present("every", course.every, a_minute))
        course.count = std::max<std::int64_t>(
            1, static_cast<std::int64_t>(std::ceil((span.stop - span.start) / course.every - rounding)));
    else if (section.has("stop") && !section.has("every"))
        section.problem("stop", "is for doses that repeat; add every = \"1 d\", or leave it out for a single dose");
    return course;
}

AskedDoses read_doses(Section& section, Hours duration)
{
    return {read_dose(section), section.text_if_present("pk"), read_schedule(section, duration)};
}

std::optional<Dosing> dosing_of(Section& section, const AskedDoses& asked, const Compound& compound,
                                const ShareOfDose& portion)
{
    const auto pk = pk_of(section, asked.pk, compound);
    const auto part = asked.dose ? part_of(section, *asked.dose, compound, portion) : std::nullopt;
    if (!pk || !part) return std::nullopt;
    const Kinetics& kinetics = compound.kinetics[*pk];
    DoseCourse course = asked.schedule;
    course.infusion = kinetics.infusion;
    if (course.count > 1 && course.infusion > course.every)
        section.problem("every",
                        fmt::format("= {:g} h is shorter than an infusion, {:g} h; give doses further apart, or "
                                    "shorten compound.{}.pk.{}.infusion",
                                    course.every.value, course.infusion.value, compound.name, kinetics.name));
    const auto amount = in_pmol_per_kg(section, {asked.dose->dimension, *part}, compound, kinetics);
    if (!amount) return std::nullopt;
    if (kinetics.saturable) {
        const RepeatedDose doses{course, *amount};
        course.integrated = integrate_doses(kinetics, {&doses, 1});
    } else {
        course.after_dose = concentration_after_dose(kinetics);
        for (Decay& decay : course.after_dose) decay.level *= *amount;
    }
    return Dosing{fmt::format("{:g} {}", *part, dose_units[asked.dose->dimension].dimension.unit), *pk, *amount,
                  std::move(course)};
}

}  // namespace trabecula
