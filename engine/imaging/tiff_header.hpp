#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

namespace trabecula {

/// What the directories of a TIFF file say of its pages, which are alike.
struct TiffHeader {
    int width = 0;
    int height = 0;
    int pages = 0;
    int bits = 8;  // per value
};

/// Reads the directories alone, of classic and of BigTIFF, either byte order.
/// @throws InputError  not TIFF, colours, pages of different sizes, a type that is no grey value
/// @throws FileError   directories or data beyond the end of the file, or too few data for the pages
TiffHeader read_tiff_header(const std::filesystem::path& path);

}  // namespace trabecula
