#pragma once
#include "imaging/scan.hpp"

#include <cstddef>
#include <string>

namespace trabecula {

/// One slice of a DICOM series, its grey values in the order of the file: x along a row.
struct DicomSlice {
    std::filesystem::path file;
    std::string series;  // SeriesInstanceUID
    int columns = 0;
    int rows = 0;
    double column_mm = 0.0;  // between the centres of neighbouring columns
    double row_mm = 0.0;
    Vector3 along_row{};
    Vector3 along_column{};
    Vector3 position_mm{};  // of the centre of its first voxel
    std::vector<float> grey{};
};

/// Reads one slice: uncompressed, little endian, one frame, 8 to 32 bits, MONOCHROME2. Its rescale slope and intercept
/// are applied.
/// @throws InputError  all that is wrong with it
/// @throws FileError   a damaged file
DicomSlice read_dicom_slice(const std::filesystem::path& path);

/// Reads a series, whose slices come in order of their positions along the normal of the image plane, whatever the
/// names of the files.
/// @throws InputError  slices that differ in size, direction or series, lie at one place, or leave a gap (of 1 % of
///                     their distance or more)
Scan read_dicom_series(const std::vector<std::filesystem::path>& files, std::optional<Micrometres> voxel_size);

/// One file is one slice, so this always refuses it.
/// @throws InputError  what is wrong with it, or that a folder is to be named
Scan read_dicom_file(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

}  // namespace trabecula
