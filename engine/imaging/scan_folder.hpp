#pragma once
#include "imaging/scan.hpp"

namespace trabecula {

/// The slices in a folder: TIFF files in order of the numbers in their names, or DICOM files.
struct ScanFolder {
    enum class Kind : std::uint8_t { tiff, dicom };
    Kind kind = Kind::tiff;
    std::vector<std::filesystem::path> files{};
};

/// Looks into a folder. Hidden files, logs and tables (.log, .txt, .csv, .xml, .json) are passed over; a file without a
/// known extension is DICOM when it says so itself.
/// @throws InputError  no slices, slices of both kinds or other files among them, or a number missing between two TIFF
///                     files
ScanFolder look_into(const std::filesystem::path& folder);

/// Reads the series in a folder, as `read_scan`.
Scan read_folder(const std::filesystem::path& folder, std::optional<Micrometres> voxel_size);

}  // namespace trabecula
