#pragma once
#include "app/scenario/read_interventions.hpp"

#include "core/units.hpp"

#include <cstddef>
#include <string>

namespace trabecula {

/// "inhibits osteoclast_precursor.nfkb"
std::string described(const CompoundEffect& effect);

/// What a compound does in a scenario, as text: the rules it acts on with every number and source, and, side by side,
/// the concentrations that cultures use (nominal) and that the scenario's interventions give (exposure), with the share
/// of the maximal effect on each target at each of them. Of doses: peak and mean over the interval that follows the
/// last one, up to `duration` where there is one dose only, each intervention by itself.
std::string compound_report(const Medication& medication, std::size_t compound, Hours duration);

}  // namespace trabecula
