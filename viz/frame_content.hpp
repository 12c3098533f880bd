#pragma once
#include "viz/content.hpp"
#include "viz/scene.hpp"

#include "output/run_reader.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace trabecula {

/// What pictures show of one frame of a run.
/// @throws InputError no such frame; FileError damaged
BoneImage read_bone(const RunReader& run, std::size_t frame);
CellImage read_cells(const RunReader& run, std::size_t frame);
Scene read_scene(const RunReader& run, std::size_t frame);  // without a slice

std::vector<std::string> field_names(const RunReader& run);

/// @param name  one of field_names
FieldImage read_field(const RunReader& run, std::size_t frame, const std::string& name);

}  // namespace trabecula
