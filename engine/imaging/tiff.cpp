#include "imaging/tiff.hpp"

#include "imaging/stored_volume.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

namespace trabecula {

namespace {

Scan empty_scan(const std::filesystem::path& path, const TiffHeader& header, int slices,
                std::optional<Micrometres> voxel_size)
{
    if (!voxel_size)
        throw InputError(
            {{{path.string()}, fmt::format("TIFF gives no voxel size that can be trusted; {}", give_voxel_size)}});
    if (auto fault = fault_of_size({double(header.width), double(header.height), double(slices)}))
        throw InputError({{{path.string()}, std::move(*fault)}});
    return scan_of({header.width, header.height, slices}, {voxel_size->value, voxel_size->value, voxel_size->value});
}

}  // namespace

Scan read_tiff_stack(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    const TiffHeader header = read_tiff_header(path);
    if (header.pages < 2)
        throw InputError({{{path.string()},
                           fmt::format("this TIFF has {} page of {} x {} pixels; a scan has several: name the folder "
                                       "of the series, or save it as one stack",
                                       header.pages, header.width, header.height)}});
    Scan scan = empty_scan(path, header, header.pages, voxel_size);
    scan.grey = read_tiff_pages(path, header);
    return scan;
}

Scan read_tiff_series(const std::vector<std::filesystem::path>& files, std::optional<Micrometres> voxel_size)
{
    const TiffHeader first = read_tiff_header(files.front());
    for (const std::filesystem::path& file : files) {
        const TiffHeader header = read_tiff_header(file);
        if (header.pages != 1)
            throw InputError({{{file.string()},
                               fmt::format("this TIFF has {} pages; a file of a series has one: name this file "
                                           "instead of its folder",
                                           header.pages)}});
        if (header.width == first.width && header.height == first.height && header.bits == first.bits) continue;
        throw InputError({{{file.string()},
                           fmt::format("{} x {} pixels of {} bits, but {} has {} x {} of {}; all slices of a scan are "
                                       "alike",
                                       header.width, header.height, header.bits, files.front().filename().string(),
                                       first.width, first.height, first.bits)}});
    }
    Scan scan = empty_scan(files.front().parent_path(), first, static_cast<int>(files.size()), voxel_size);
    scan.grey.reserve(scan.grid.size());
    for (const std::filesystem::path& file : files) {
        const std::vector<float> slice = read_tiff_pages(file, first);
        scan.grey.insert(scan.grey.end(), slice.begin(), slice.end());
    }
    return scan;
}

}  // namespace trabecula
