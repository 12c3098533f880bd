#pragma once
#include "lattice/grid.hpp"

#include <vector>

namespace trabecula {

/// Smooths values of shape (nz, ny, nx) in place with a Gaussian, one axis after the other.
///
/// @param sigma_voxels  0 leaves the values as they are; not negative
///
/// The kernel ends at 4 sigma and has the sum 1. Beyond a face the values are mirrored about it (c b a | a b c), so
/// that a constant stays constant and the sum of all values is kept. The same bits on any number of threads.
void smooth(const Grid& grid, std::vector<float>& values, double sigma_voxels);

/// The same with a width of its own along each axis.
void smooth(const Grid& grid, std::vector<float>& values, const Vector3& sigma_voxels);

}  // namespace trabecula
