#pragma once
#include "lattice/random_waves.hpp"

#include <vector>

namespace trabecula {

/// A field that is low in bone and high in marrow: the root of (1 - w) (f^2 g^2 + g^2 h^2 + h^2 f^2) + w f^2 of three
/// independent random fields, numbered from `waves.field` on.
///
/// Two of the three vanish together on curves, and these curves meet where all three vanish: a network at any bone
/// fraction, of rods about the curves that widen to plates where two surfaces cross at a small angle. A single field
/// cut at one level would fall apart below a BV/TV of about 0.2. The second term adds the surface where f vanishes:
/// plates, which the rods of the first perforate the less the greater w is.
///
/// @param plates  w, 0-1: 0 for rods, 1 for plates without a hole
/// @return        shape (nz, ny, nx), not negative
std::vector<float> trabecular_level(const RandomWaves& waves, const Grid& grid, Number plates);

/// Bone of one piece, and the BV/TV it came to.
struct BonePiece {
    std::vector<float> bone_fraction;  // shape (nz, ny, nx), 0-1
    double bv_tv = 0.0;                // mean of the fractions
};

/// Fills the voxels below a threshold with bone, keeps the largest 26-connected piece, fills enclosed 6-connected
/// cavities, and searches the threshold that gives the BV/TV asked for. A voxel at the surface holds a fraction, from
/// the distance of its centre to the threshold.
///
/// @param tolerance  of BV/TV, absolute, at which the search ends
/// @return           the nearest of 12 thresholds; it can miss by more where a piece joins or leaves the largest at
/// once
BonePiece bone_piece_below(const Grid& grid, const std::vector<float>& level, Number bv_tv, Number tolerance);

}  // namespace trabecula
