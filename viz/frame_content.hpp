#pragma once
#include "viz/content.hpp"

#include "output/run_reader.hpp"

#include <cstddef>

namespace trabecula {

/// What pictures show of one frame of a run.
/// @throws InputError no such frame; FileError damaged
BoneImage read_bone(const RunReader& run, std::size_t frame);
CellImage read_cells(const RunReader& run, std::size_t frame);

}  // namespace trabecula
