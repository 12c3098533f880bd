#pragma once
#include "app/scenario/read_interventions.hpp"

#include <cstddef>
#include <vector>

namespace trabecula {

/// One compound of what an intervention gives.
struct Ingredient {
    std::size_t compound;  // of Medication::compounds
    ShareOfDose share;
};

/// What an intervention gives: a compound, or a mixture with all that it holds.
struct Remedy {
    std::vector<Ingredient> ingredients;  // none after a problem
    const Mixture* mixture = nullptr;     // that they are parts of
};

/// Reads `compound = "berberine"` or `mixture = "er_xian"`.
Remedy read_remedy(Section& section, const Medication& medication);

/// Reads `concentration`, start, stop, every and lasting: that of each ingredient. "10 uM" or "nominal" of a compound;
/// of a mixture that of the whole, "10 uM" or "50 ug/mL". None after a problem.
std::vector<Exposure> read_concentrations(Section& section, const Remedy& remedy,
                                          const std::vector<Compound>& compounds, Hours duration);

}  // namespace trabecula
