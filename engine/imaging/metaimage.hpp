#pragma once
#include "imaging/scan.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace trabecula {

/// What the text header of a MetaImage (.mha, .mhd) says, checked; see itk.org/Wiki/MetaIO.
struct MetaImageHeader {
    Grid grid;
    std::string element_type;  // "MET_UCHAR", ...
    std::uintmax_t bytes_per_voxel = 0;
    bool is_compressed = false;
    std::optional<std::uintmax_t> compressed_bytes;
    std::filesystem::path data_file;  // the header's own file for LOCAL
    std::uintmax_t data_offset = 0;   // in bytes
};

/// Reads the header alone.
/// @throws InputError  all that is wrong with it, with file and line
MetaImageHeader read_metaimage_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

/// @throws FileError  when the data file is missing, or its size is not what the header says
void refuse_unless_complete(const MetaImageHeader& header);

/// Reads header and grey values, as `read_scan`. In a build without VTK: @throws InputError that says how to get one.
Scan read_metaimage(const std::filesystem::path& path, std::optional<Micrometres> voxel_size);

}  // namespace trabecula
