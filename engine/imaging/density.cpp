#include "imaging/density.hpp"

#include <algorithm>

namespace trabecula {

float DensityCalibration::mineral(double grey) const
{
    return static_cast<float>(std::clamp(density_mg_per_cm3(grey) / full_mineral_mg_per_cm3, 0.0, 1.0));
}

}  // namespace trabecula
