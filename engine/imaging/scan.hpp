#pragma once
#include "lattice/grid.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trabecula {

/// A micro-CT scan: grey values of shape (nz, ny, nx), in whatever unit the scanner wrote.
struct Scan {
    Grid grid;  // its spacing is the shortest edge of a voxel
    std::vector<float> grey{};
    Vector3 stretch{1.0, 1.0, 1.0};  // edges of a voxel along x, y, z over the spacing; all 1 where voxels are cubes
    std::vector<std::uint8_t> inside{};                        // 1 within the volume of interest; empty: everywhere
    std::vector<std::pair<std::string, std::string>> facts{};  // what else the file says: ("mu_scaling", "4096")
};

/// Reads a scan: a file whose extension says the format (table `formats` in scan.cpp), or a folder of slices (TIFF or
/// DICOM). Lengths in files are millimetres where the format does not say otherwise (docs/scans.md).
///
/// @param voxel_size  takes precedence over the file's; needed where the file gives none
/// @throws InputError  no such file, an unknown extension, a header that is not a three-dimensional grey image, no
///                     voxel size, grey values that are not finite, or TIFF and VTI in a build without VTK
/// @throws FileError   data that are damaged, or more or fewer than the header says
///
/// Memory is taken only after the file was found long enough for what its header claims. Call from one thread at a
/// time: while VTK reads, what it writes to standard error is caught.
Scan read_scan(const std::filesystem::path& path, std::optional<Micrometres> voxel_size = std::nullopt);

/// Whether the name is that of a scan: a known extension, or a folder that holds TIFF or DICOM slices.
bool names_a_scan(const std::filesystem::path& path);

}  // namespace trabecula
