#pragma once
#include "viz/slice_map.hpp"

#include "output/run_reader.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace trabecula {

// One scale of colours for a field over many frames. All throw FileError when a frame is damaged.

std::vector<std::size_t> all_frames(const RunReader& run);

/// So many of the frames, at equal distances from the first to the last, that they hold 50 million values; all where
/// they are few, and at least two.
std::vector<std::size_t> sampled_frames(std::size_t frames, std::size_t voxels);

/// Of one layer of voxels.
ValueRange slice_range(const RunReader& run, const std::vector<std::size_t>& frames, const std::string& field,
                       SliceAxis axis, int layer, BoneStyle style);

/// Of all voxels of marrow, but for the highest half percent in each frame: the few voxels at a source would leave one
/// colour for all others.
ValueRange marrow_range(const RunReader& run, const std::vector<std::size_t>& frames, const std::string& field);

}  // namespace trabecula
