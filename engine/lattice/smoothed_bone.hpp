#pragma once
#include "lattice/segmented_bone.hpp"

#include <vector>

namespace trabecula {

/// The bone mask after a Gaussian: a level whose iso-surface of 0.5 is the bone surface without the staircases of the
/// voxels, which alone would make areas 8-13 % too large.
///
/// @param sigma_voxels  of the Gaussian (lattice/gaussian_filter.hpp); 0 leaves the mask
/// @return              shape (nz, ny, nx), 0-1; 0 beyond the sample
///
/// What lies beyond the sample does not weigh in: levels are the weighted means of the voxels of the sample alone.
std::vector<float> smoothed_bone(const SegmentedBone& bone, double sigma_voxels);

}  // namespace trabecula
