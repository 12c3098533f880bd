#include "imaging/stored_volume.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace trabecula {

namespace {

constexpr std::size_t block_bytes = 1 << 20;
constexpr double cube_tolerance = 1e-3;  // relative

std::string described(const StoredVolume& volume)
{
    return fmt::format("{} x {} x {} voxels in {}", volume.size.x, volume.size.y, volume.size.z, name_of(volume.type));
}

std::uintmax_t voxels_of(const StoredVolume& volume)
{
    return std::uintmax_t(volume.size.x) * std::uintmax_t(volume.size.y) * std::uintmax_t(volume.size.z);
}

void refuse_unless_unpackable(const StoredVolume& volume, std::uintmax_t found, std::uintmax_t values)
{
    const std::uintmax_t packed = volume.packed_bytes.value_or(found);
    if (volume.packed_bytes && found != packed)
        throw FileError(fmt::format(
            "{}: found {} bytes of data, expected {} for {}, compressed; the file is {}: copy it again",
            volume.data_file.string(), found, packed, described(volume), found < packed ? "cut short" : "too long"));
    if (packed * best_compression >= values) return;
    throw FileError(
        fmt::format("{}: {} compressed bytes cannot hold the {} bytes of {}; correct the header, or export the scan "
                    "again",
                    volume.data_file.string(), packed, values, described(volume)));
}

bool skip(ByteSource& source, std::uintmax_t count)
{
    std::vector<std::byte> dropped(static_cast<std::size_t>(std::min<std::uintmax_t>(count, block_bytes)));
    while (count > 0) {
        const std::size_t part = static_cast<std::size_t>(std::min<std::uintmax_t>(count, dropped.size()));
        if (source.read(std::span(dropped).first(part)) < part) return false;
        count -= part;
    }
    return true;
}

void rescale(std::vector<float>& grey, double slope, double intercept)
{
    if (slope == 1.0 && intercept == 0.0) return;
    for (float& value : grey) value = static_cast<float>(slope * double{value} + intercept);
}

}  // namespace

std::optional<std::string> fault_of_size(const std::array<double, 3>& size)
{
    const auto is_whole = [](double n) { return n >= 1.0 && n <= 1e6 && n == std::floor(n); };
    const std::string found = fmt::format("{} x {} x {}", size[0], size[1], size[2]);
    if (!std::all_of(size.begin(), size.end(), is_whole))
        return fmt::format("the size is {} voxels; a scan has whole numbers above 0 along x, y and z", found);
    const double total = size[0] * size[1] * size[2];
    if (total <= double{std::numeric_limits<std::uint32_t>::max()}) return std::nullopt;
    return fmt::format("{} makes {:.3g} voxels; at most 4294967295 can be numbered: crop or coarsen the scan first",
                       found, total);
}

std::optional<std::string> fault_of_edges(const Vector3& edges_um)
{
    const auto is_length = [](double edge) { return edge > 0.0 && std::isfinite(edge); };
    if (is_length(edges_um.x) && is_length(edges_um.y) && is_length(edges_um.z)) return std::nullopt;
    return fmt::format("the voxel size is {} x {} x {} um; lengths above 0 are needed: {}", edges_um.x, edges_um.y,
                       edges_um.z, give_voxel_size);
}

Scan scan_of(Voxel size, const Vector3& edges_um)
{
    const auto [least, most] = std::minmax({edges_um.x, edges_um.y, edges_um.z});
    Scan scan{{size.x, size.y, size.z, Micrometres{least}}};
    if (most - least <= cube_tolerance * least)
        scan.grid.spacing = Micrometres{(edges_um.x + edges_um.y + edges_um.z) / 3.0};
    else
        scan.stretch = {edges_um.x / least, edges_um.y / least, edges_um.z / least};
    return scan;
}

void refuse_unless_complete(const StoredVolume& volume)
{
    std::error_code error;
    const std::uintmax_t file_bytes = std::filesystem::file_size(volume.data_file, error);
    if (error)
        throw FileError(
            fmt::format("{}: the data file that the header names cannot be read ({}); keep both files in one "
                        "folder",
                        volume.data_file.string(), error.message()));
    const std::uintmax_t found = file_bytes - std::min(volume.data_offset, file_bytes);
    const std::uintmax_t values = voxels_of(volume) * bytes_of(volume.type);
    if (volume.packing == Packing::deflate) return refuse_unless_unpackable(volume, found, values);
    const std::uintmax_t expected = volume.skip + values;
    if (found >= expected && found - expected <= volume.most_padding) return;
    throw FileError(fmt::format(
        "{}: found {} bytes of data, expected {} for {}; the file is {}: copy it again, or correct "
        "size and type in its header",
        volume.data_file.string(), found, expected, described(volume), found < expected ? "cut short" : "too long"));
}

Scan read_volume(const StoredVolume& volume)
{
    refuse_unless_complete(volume);
    ByteSource source(volume.data_file, volume.data_offset, volume.packing);
    const auto cut_short = [&](std::uintmax_t found) {
        return FileError(
            fmt::format("{}: the data end after {} of {} values ({}); the file is cut short: copy or export it again",
                        volume.data_file.string(), found, voxels_of(volume), described(volume)));
    };
    if (!skip(source, volume.skip)) throw cut_short(0);
    Scan scan = scan_of(volume.size, volume.edges_um);
    scan.facts = volume.facts;
    scan.grey.reserve(scan.grid.size());
    const std::size_t bytes = scan.grid.size() * bytes_of(volume.type);
    std::vector<std::byte> block(std::min(bytes, block_bytes));
    for (std::size_t left = bytes; left > 0;) {
        const std::span<std::byte> part = std::span(block).first(std::min(left, block.size()));
        if (source.read(part) < part.size()) throw cut_short(scan.grey.size());
        append_grey(part, volume.type, volume.byte_order, scan.grey);
        left -= part.size();
    }
    rescale(scan.grey, volume.slope, volume.intercept);
    return scan;
}

}  // namespace trabecula
