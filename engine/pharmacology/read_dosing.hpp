#pragma once
#include "pharmacology/compound.hpp"
#include "pharmacology/dose_course.hpp"
#include "pharmacology/mixture.hpp"

#include "core/config/section.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace trabecula {

/// Doses of a compound as an intervention asks for them, and what they leave.
struct Dosing {
    std::string dose;      // each: "125 mg/kg"
    std::size_t kinetics;  // of the compound's
    double pmol_per_kg;    // the same
    DoseCourse course;     // in pM
};

/// Reads `start`, `stop` and `every`: when something is given, start, start + every, ..., before `stop`; once, at
/// `start`, where `every` is absent. The course gives nothing yet.
DoseCourse read_schedule(Section& section, Hours duration);

/// What an intervention gives and when, whatever it is of.
struct AskedDoses {
    std::optional<QuantityOfAny> dose;  // absent after a problem
    std::optional<std::string> pk;
    DoseCourse schedule;
};

/// Reads `dose`, `pk`, `start`, `stop` and `every` of an intervention:
///
///     dose = "125 mg/kg"   # by mass or by amount ("50 nmol/kg"), per kg or for the whole animal ("60 mg")
///     pk = "rat_oral"      # may be left out where the compound has one
///     every = "1 d"        # absent: a single dose at `start`
AskedDoses read_doses(Section& section, Hours duration);

/// Those doses of a compound, which is the whole of them or a portion. Absent after a problem, which the section notes.
std::optional<Dosing> dosing_of(Section& section, const AskedDoses& asked, const Compound& compound,
                                const ShareOfDose& portion);

}  // namespace trabecula
