#pragma once
#include "lattice/grid.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace trabecula {

/// A micro-CT scan: grey values of shape (nz, ny, nx), in whatever unit the scanner wrote.
struct Scan {
    Grid grid;
    std::vector<float> grey;
};

/// Reads a scan; its extension says the format (table `formats` in scan.cpp). Lengths in files are millimetres.
///
/// @param voxel_size  takes precedence over the file's; needed where the file gives none
/// @throws InputError  no such file, an unknown extension, a header that is not a three-dimensional grey image of cubic
///                     voxels (to 0.1 %), grey values that are not finite, or a build without scan import
/// @throws FileError   data that are damaged, or more or fewer than the header says
///
/// Call from one thread at a time: while it reads, what the image library writes to standard error is caught.
Scan read_scan(const std::filesystem::path& path, std::optional<Micrometres> voxel_size = std::nullopt);

}  // namespace trabecula
