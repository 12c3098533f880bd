#pragma once
#include "lattice/segmented_bone.hpp"

#include <cstdint>

namespace trabecula {

/// Euler number of the bone: pieces - tunnels + enclosed cavities.
struct EulerNumber {
    std::int64_t whole = 0;       // of the bone as it was cut
    double edge_corrected = 0.0;  // the bone's share of the structure that it was cut from
};

/// Counts corners - edges + faces - voxels of the closed voxels of bone; so bone is 26-connected and marrow
/// 6-connected.
///
/// Edge-corrected [Odgaard1993]: a corner, edge or face at the border of the sample counts by the share of the voxels
/// around it that belong to the sample, so that the numbers of adjoining samples add up to that of the whole. In a full
/// box this is the correction that BoneJ makes [Doube2010]. Exact in eighths.
EulerNumber euler_number(const SegmentedBone& bone);

}  // namespace trabecula
