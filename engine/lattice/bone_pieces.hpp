#pragma once
#include "lattice/segmented_bone.hpp"

#include <cstddef>
#include <optional>

namespace trabecula {

/// Into how many pieces the bone falls, and the holes that it encloses.
struct BonePieces {
    std::size_t pieces = 0;               // 26-connected
    std::optional<double> largest_share;  // of the bone voxels, in the largest piece; absent without bone
    std::size_t cavities = 0;             // 6-connected marrow that reaches neither a face nor the outside
    std::size_t cavity_voxels = 0;
};

BonePieces count_pieces(const SegmentedBone& bone);

}  // namespace trabecula
