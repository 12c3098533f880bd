#pragma once
#include "lattice/grid.hpp"

#include <filesystem>

namespace trabecula {

/// What the first lines of a VTI file (VTK XML ImageData) say, checked against the length of the file.
struct VtiHeader {
    Voxel points;       // of the whole extent
    Vector3 spacing{};  // in the unit of the file, which VTI does not name: mm
};

/// @throws InputError  not VTI, or an extent that is none
/// @throws FileError   a file too short for its extent
VtiHeader read_vti_header(const std::filesystem::path& path);

}  // namespace trabecula
