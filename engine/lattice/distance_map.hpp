#pragma once
#include "lattice/grid.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace trabecula {

/// Squared distance of a voxel from which no obstacle can be seen, because the box holds none.
inline constexpr std::int32_t no_obstacle = std::numeric_limits<std::int32_t>::max();

/// Squared Euclidean distance, in voxels, from the centre of each voxel to the centre of the nearest obstacle; exact.
///
/// @param material  shape (nz, ny, nx)
/// @param obstacle  the material of obstacles
/// @return          same shape; 0 at obstacles, `no_obstacle` everywhere when there is none
///
/// Three passes of one-dimensional lower envelopes [Felzenszwalb2012]; time grows with the number of voxels alone.
/// Nothing lies beyond the box: its faces are no obstacle. Edges up to 26,000 voxels.
std::vector<std::int32_t> squared_distance_to(const Grid& grid, std::span<const Material> material, Material obstacle);

}  // namespace trabecula
