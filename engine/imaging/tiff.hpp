#pragma once
#include "imaging/scan.hpp"
#include "imaging/tiff_header.hpp"

namespace trabecula {

/// Reads a multi-page TIFF: page k is slice z = k, row y of a page is y. TIFF has no voxel size that can be trusted.
/// @throws InputError  no voxel size, one page only, or as `read_tiff_header`
Scan read_tiff_stack(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

/// Reads one-page TIFF files, in the order given, as slices.
/// @throws InputError  no voxel size, files that differ in size or have several pages
Scan read_tiff_series(const std::vector<std::filesystem::path>& files, std::optional<Micrometres> voxel_size);

/// The grey values of all pages of one file, page after page. In a build without VTK: @throws InputError that says how
/// to get one.
std::vector<float> read_tiff_pages(const std::filesystem::path& path, const TiffHeader& header);

}  // namespace trabecula
