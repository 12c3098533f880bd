#pragma once
#include "core/units.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// How a dose comes into the blood.
enum class Route : std::uint8_t {
    oral,         // absorbed from the gut
    injected,     // absorbed from under the skin, from muscle, from the abdomen
    intravenous,  // at once
    infused,      // evenly, over a time
};

/// A second compartment, and the clearance between it and the central one.
struct Peripheral {
    LitresPerKilogram volume;
    LitresPerHourKilogram exchange;
};

/// What eliminates a compound beside its clearance and saturates, as the target of an antibody does that carries it
/// away: most C/(half + C) of the concentration C in the plasma.
struct SaturableElimination {
    double most_pmol_per_h_kg;
    Picomolar half;
};

/// What a body does to a compound: one or two compartments, first-order absorption, clearance in proportion to the
/// concentration, and elimination that saturates. All per kg of body weight. From `[compound.NAME.pk.ANY]`.
struct Kinetics {
    std::string name;    // species and route: "rat_oral"
    std::string source;  // of all its numbers
    Route route = Route::intravenous;
    double bioavailability = 1.0;   // 0-1: share of the dose that comes into the blood
    PerHour absorption{1.0};        // of what is oral or injected
    Hours infusion;                 // of what is infused; else 0
    LitresPerKilogram volume{1.0};  // of the central compartment
    LitresPerHourKilogram clearance{1.0};
    std::optional<Peripheral> peripheral;
    std::optional<SaturableElimination> saturable;
    double marrow_over_plasma = 1.0;       // concentration that acts in the marrow, over the plasma's
    std::optional<Kilograms> body_weight;  // of the animal or patient
};

/// A level that falls exponentially: level exp(-rate t).
struct Decay {
    double level = 0.0;
    double rate_per_h = 1.0;  // more than 0
};

/// The concentration in the marrow, in pM, at times after a dose of 1 pmol/kg, as a sum of decays. What is infused
/// counts as given at once: DoseCourse spreads it over its time. Elimination that saturates is left out: it has no such
/// sum (saturable_elimination.hpp).
///
/// Intravenous, one compartment: F/V exp(-CL/V t). Two: the eigenvalues of the exchange, in forms that subtract no near
/// equals. Absorbed: every decay k of these becomes Bateman's function,
///
///     ka/(ka - k) (exp(-k t) - exp(-ka t))
///
/// with the area under it unchanged. Rates closer than 2e-4 of each other are taken 2e-4 apart, so that the limit
/// ka = k needs no formula of its own; that changes no concentration by more than 1e-6 of the peak.
std::vector<Decay> concentration_after_dose(const Kinetics& kinetics);

}  // namespace trabecula
