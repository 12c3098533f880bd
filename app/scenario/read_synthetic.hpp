#pragma once
#include "lattice/synthetic_bone.hpp"

#include "core/config/section.hpp"

namespace trabecula {

/// Reads `[tissue.synthetic]`: what a made-up bone shall be like, and the box it fills (`size` of a cube, or `voxels`).
SyntheticBone read_synthetic(Section& section);

}  // namespace trabecula
