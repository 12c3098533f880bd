#pragma once
#include "pharmacology/kinetics.hpp"

#include "core/config/section.hpp"

#include <optional>
#include <string>

namespace trabecula {

/// Reads `[compound.NAME.pk.ANY]`:
///
///     route = "oral"               # oral, injected, intravenous or infused
///     bioavailability = "12 %"     # of what is oral or injected; else 1 where it is absent
///     absorption = "1.2 /h"        # of what is oral or injected
///     infusion = "30 min"          # of what is infused
///     volume = "2 L/kg"            # or "110 L" of an animal or patient of `body_weight`; likewise the next three
///     clearance = "0.5 L/h/kg"
///     peripheral_volume = "1 L/kg" # with exchange: a second compartment
///     exchange = "0.3 L/h/kg"
///     saturable_elimination = "44 ng/h/kg"  # at most, with half_saturation: beside the clearance; or "3110 ng/h", or
///                                           # by amount, "0.3 pmol/h/kg"
///     half_saturation = "188 ng/mL"         # in the plasma; or "1.3 nM"
///     marrow_over_plasma = 1.0
///     body_weight = "0.3 kg"       # where something is given per animal or patient
///     source = "..."
///
/// @param molar_mass  where what saturates is given by mass
Kinetics read_kinetics(const std::string& name, Section& section, const std::optional<GramsPerMole>& molar_mass);

}  // namespace trabecula
