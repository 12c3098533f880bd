#pragma once
#include "lattice/grid.hpp"
#include "lattice/tissue.hpp"

#include "core/units.hpp"

#include <cstdint>

namespace trabecula {

/// What a made-up trabecular bone shall be like.
struct SyntheticBone {
    Grid grid;
    Number bv_tv;            // 0.05-0.6
    Micrometres thickness;   // mean Tb.Th by sphere fitting; from 3 voxels to half the shortest edge
    Number anisotropy{1.0};  // 1-5; how much longer structures are along z; 1: isotropic
    std::uint64_t seed = 0;
    Number plates{0.0};  // 0-1; 0: rods, 1: plates without a hole
    bool operator==(const SyntheticBone&) const = default;
};

/// Makes a network of trabeculae of the BV/TV and the Tb.Th asked for.
///
/// The pattern is that of lattice/trabecular_pattern.hpp: rods, plates or between, one 26-connected piece without
/// enclosed cavities, fractions at its surface. BV/TV, the mean of the fractions, is within 0.005 of that asked (0.001
/// as a rule).
///
/// Tb.Th is within 5 % of that asked (2 % as a rule), measured by sphere fitting (lattice/local_thickness.hpp) on the
/// bone itself: the wave length starts from a fit to made bones and is corrected in proportion until the measure
/// agrees. Should a pattern fail, as happens in boxes of a few trabeculae, the next of up to 8 patterns of the seed is
/// taken. Boxes larger than 192 voxels and 12 thicknesses are calibrated on a cut of that size about their centre.
///
/// @throws InputError  when a value is out of its range, or when the box is too small for the structure
///
/// The same bits on any number of threads. About 3 s for 128^3 voxels on one core.
BoneVolume make_synthetic_bone(const SyntheticBone& asked);

}  // namespace trabecula
