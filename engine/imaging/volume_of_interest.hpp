#pragma once
#include "imaging/scan.hpp"

#include <cstdint>

namespace trabecula {

/// A simple volume of interest: all of the box, or the largest body that fits it; the cylinder stands along z.
enum class Region : std::uint8_t { box, cylinder, sphere };

/// Narrows the volume of interest to the voxels where another scan of the same size is not 0.
/// @throws InputError  when the sizes differ, or no voxel would be inside
void apply_mask(Scan& scan, const Scan& mask);

/// Narrows the volume of interest to the voxels whose centres lie in the region.
/// @throws InputError  when no voxel would be inside
void apply_region(Scan& scan, Region region);

/// Grey values within the volume of interest, in order of the voxels.
std::vector<float> grey_inside(const Scan& scan);

}  // namespace trabecula
