#pragma once
#include "imaging/scan.hpp"

namespace trabecula {

/// Reads VTK XML ImageData: its point data, or its cell data where there are no point data; spacing is taken as mm.
/// In a build without VTK: @throws InputError that says how to get one.
Scan read_vti(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

}  // namespace trabecula
