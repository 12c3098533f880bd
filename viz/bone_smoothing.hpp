#pragma once
#include "viz/content.hpp"

#include <vector>

namespace trabecula {

/// The bone fraction, smoothed for the eye (binomial, two voxels wide), so that bone of whole voxels shows no steps.
/// Beside a voxel that would change sides of 0.5, as in rods and plates of one voxel, fractions stay as they are: what
/// is connected or separate stays so. Voxels outside take no part.
std::vector<float> smoothed_fraction(const BoneImage& bone);

}  // namespace trabecula
