#pragma once
#include "imaging/stored_volume.hpp"

namespace trabecula {

/// What the header of a NIfTI-1 file (.nii, .nii.gz) says; see nifti.nimh.nih.gov/nifti-1. The rescale slope and
/// intercept are applied. Voxels keep the order in which they are stored: orientation and origin (qform, sform) are
/// not used, so the axes are those of the array, not of a patient.
/// @param voxel_size  takes precedence over the header's; needed when the header names no unit of length
/// @throws InputError  all that is wrong with it
StoredVolume read_nifti_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

/// Reads header and grey values, as `read_scan`.
Scan read_nifti(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

}  // namespace trabecula
