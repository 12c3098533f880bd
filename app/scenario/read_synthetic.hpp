#pragma once
#include "lattice/culture_well.hpp"
#include "lattice/synthetic_bone.hpp"

#include "core/config/section.hpp"

namespace trabecula {

/// Reads `[tissue.well]`: the box of a culture, and how thick the `slice` of bone at its bottom is.
CultureWell read_well(Section& section);

/// Reads `[tissue.synthetic]`: what a made-up bone shall be like, and the box it fills (`size` of a cube, or `voxels`).
SyntheticBone read_synthetic(Section& section);

}  // namespace trabecula
