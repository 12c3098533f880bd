#pragma once
#include "imaging/stored_volume.hpp"

namespace trabecula {

/// What the text header of a MetaImage (.mha, .mhd) says; see itk.org/Wiki/MetaIO. Lengths in it are mm.
/// @param voxel_size  takes precedence over the header's
/// @throws InputError  all that is wrong with it, with file and line
StoredVolume read_metaimage_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

/// Reads header and grey values, as `read_scan`.
Scan read_metaimage(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

}  // namespace trabecula
