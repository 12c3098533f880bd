#pragma once
#include "app/scenario/read_interventions.hpp"

#include "core/units.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace trabecula {

/// Concentrations of a compound that belong together: the nominal one, or those that one intervention gives.
struct Exposures {
    struct Level {
        std::string kind;  // "peak", "mean"; empty where there is only one
        double concentration_pM;
    };
    std::string heading;
    std::vector<Level> levels;
};

/// Of doses: peak and mean over the interval that follows the last one, up to `duration` where there is one dose only;
/// of a concentration that is held, itself.
Exposures exposures_of(const Treatment& treatment, Hours duration);

/// The nominal concentration, where there is one, and what each intervention gives by itself.
std::vector<Exposures> all_exposures(const Medication& medication, std::size_t compound, Hours duration);

}  // namespace trabecula
