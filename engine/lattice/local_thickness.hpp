#pragma once
#include "lattice/grid.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace trabecula {

/// The material that is measured, and the one that spheres must not enter.
struct Phase {
    Material its;
    Material boundary;
};
inline constexpr Phase bone_in_marrow{Material::bone, Material::marrow};
inline constexpr Phase marrow_in_bone{Material::marrow, Material::bone};

/// Local thickness of a phase: at each of its voxels the diameter of the largest sphere that lies in the phase and
/// holds the voxel [Hildebrand1997]. Of bone it is Tb.Th, of marrow Tb.Sp.
///
/// @param material  shape (nz, ny, nx)
/// @return          same shape, in um; 0 beyond the phase; empty when there is no boundary, since nothing then limits a
///                  sphere
///
/// Exact on the grid: a sphere reaches from a voxel's centre to the centre of the nearest boundary voxel and holds the
/// voxels whose centres lie in its inside. That reads a plate of an even number of voxels as it is, one of an odd
/// number one voxel too thick, and rods and spheres up to one voxel too thin. The faces of the box do not limit
/// spheres. The same bits on any number of threads.
std::vector<float> local_thickness_um(const Grid& grid, std::span<const Material> material, Phase phase);

/// Mean and spread of local thickness over the voxels of a phase, in um.
struct Thickness {
    double mean_um = 0.0;
    double standard_deviation_um = 0.0;
    double max_um = 0.0;
};

/// Summary of `local_thickness_um`; absent when no voxel belongs to the phase, or nothing bounds it.
std::optional<Thickness> thickness_of(const Grid& grid, std::span<const Material> material, Phase phase);

}  // namespace trabecula
