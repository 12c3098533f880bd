#pragma once
#include "lattice/grid.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace trabecula::bench {

/// What diffusion goes through.
struct Bone {
    std::string_view name;
    Grid grid;
    std::vector<Material> materials;

    bool has_bone() const;
};

Bone no_bone(const Grid& grid);

/// A trabecular network of BV/TV 0.2 and Tb.Th 160 um.
Bone synthetic_bone(const Grid& grid);

/// Solid below the 25 % quantile of a smoothed random field: walls 4 voxels thick in the mean, with closed pores.
Bone rough_bone(const Grid& grid);

/// The 128^3 voxels in the middle of a human scan (lhdl200 of the reference data); absent where the data are not here,
/// which it says.
std::optional<Bone> scanned_bone();

}  // namespace trabecula::bench
