#pragma once
#include "lattice/grid.hpp"
#include "lattice/tissue.hpp"

#include "core/units.hpp"

namespace trabecula {

/// A culture: a flat slice of bone at the bottom of a box (low z), medium above it.
struct CultureWell {
    Grid grid;
    Micrometres slice;  // its thickness, less than the box is high
};

/// Whole voxels of bone up to the slice's thickness; of the voxel that it ends in, its share.
BoneVolume make_well(const CultureWell& well);

}  // namespace trabecula
