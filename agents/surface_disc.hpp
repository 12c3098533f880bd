#pragma once
#include "lattice/grid.hpp"

#include "core/ids.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace trabecula {

/// The surface voxel nearest to a place within a radius; by hash among equals, so that no direction is preferred.
/// @param marks  per voxel: 1 for marrow at the face of bone
std::optional<VoxelId> nearest_surface(const Grid& grid, std::span<const std::uint8_t> marks, VoxelId from,
                                       double radius_um, CellId id);

/// The disc of surface about a surface voxel, which comes first: what is joined to it over surface voxels within the
/// radius, so that a disc never reaches through a trabecula to its other side.
std::vector<VoxelId> surface_disc(const Grid& grid, std::span<const std::uint8_t> marks, VoxelId centre,
                                  double radius_um);

/// Radius of a disc of that area.
double disc_radius_um(double um2);

}  // namespace trabecula
