#pragma once
#include "imaging/stored_volume.hpp"

namespace trabecula {

/// What the header of a Scanco ISQ file says: blocks of 512 bytes, 16-bit values behind them. The voxel size is the
/// scanned length over the number of voxels; the scaling to linear attenuation is kept as a fact, not applied.
/// @param voxel_size  takes precedence over the header's
/// @throws InputError  all that is wrong with it
StoredVolume read_isq_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

/// Reads header and grey values, as `read_scan`.
Scan read_isq(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

/// Refuses Scanco's AIM, whose layout is not public.
/// @throws InputError  always; says how to export it
Scan refuse_aim(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

}  // namespace trabecula
