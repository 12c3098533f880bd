#pragma once

namespace trabecula {

/// Mineral of fully mineralised bone matrix, mg per cm3 of matrix: 44.2 % of its volume at 3.2 g/cm3
/// [MartinezReina2019], the end of secondary mineralisation in the model. A degree of mineralisation of 1 is this.
inline constexpr double full_mineral_mg_per_cm3 = 0.442 * 3200.0;

/// What the calibration of a scanner makes of grey values: mg hydroxyapatite per cm3.
struct DensityCalibration {
    double slope = 1.0;      // mg HA/cm3 per grey value; above 0
    double intercept = 0.0;  // mg HA/cm3

    double density_mg_per_cm3(double grey) const { return slope * grey + intercept; }
    double grey(double density_mg_per_cm3) const { return (density_mg_per_cm3 - intercept) / slope; }

    /// Degree of mineralisation, 0-1: the density over that of full mineralisation, clipped.
    float mineral(double grey) const;
};

}  // namespace trabecula
