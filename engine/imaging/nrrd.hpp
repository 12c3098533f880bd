#pragma once
#include "imaging/stored_volume.hpp"

namespace trabecula {

/// What the text header of an NRRD file (.nrrd, .nhdr) says; see teem.sourceforge.net/nrrd/format.html. Raw or gzip
/// data in the file itself or in one other. Lengths are mm unless the header names another unit; axes keep the order in
/// which they are stored, whatever the space directions.
/// @param voxel_size  takes precedence over the header's
/// @throws InputError  all that is wrong with it, with file and line
StoredVolume read_nrrd_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

/// Reads header and grey values, as `read_scan`.
Scan read_nrrd(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

}  // namespace trabecula
