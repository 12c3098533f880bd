#pragma once
#include "imaging/byte_source.hpp"
#include "imaging/scan.hpp"
#include "imaging/stored_values.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trabecula {

/// Where the grey values of a scan lie and how they are written: what a header says, checked. The values come x
/// fastest; a grey value is slope * stored + intercept.
struct StoredVolume {
    Voxel size;        // voxels along x, y, z
    Vector3 edges_um;  // of a voxel
    ValueType type = ValueType::uint8;
    ByteOrder byte_order = ByteOrder::little;
    Packing packing = Packing::none;
    std::filesystem::path data_file;  // the header's own file where both are one
    std::uintmax_t data_offset = 0;   // of the (packed) data in the file, in bytes
    std::uintmax_t skip = 0;          // unpacked bytes before the first value
    std::uintmax_t most_padding = 0;  // bytes that may follow the last value
    std::optional<std::uintmax_t> packed_bytes{};
    double slope = 1.0;
    double intercept = 0.0;
    std::vector<std::pair<std::string, std::string>> facts{};
};

/// What is wrong with a number of voxels along x, y, z: not whole, not above 0, or too many in all.
std::optional<std::string> fault_of_size(const std::array<double, 3>& size);

/// What is wrong with the edges of a voxel.
std::optional<std::string> fault_of_edges(const Vector3& edges_um);

/// The remedy where a file gives no voxel size.
inline constexpr const char* give_voxel_size = "give the voxel size yourself, such as --voxel \"20 um\"";

/// Refuses, before any memory is taken, a file that is shorter or longer than its header says.
/// @throws FileError  what was found, what was expected, and a remedy
void refuse_unless_complete(const StoredVolume& volume);

/// Reads the grey values.
/// @throws FileError  as `refuse_unless_complete`, or when compressed data are damaged
Scan read_volume(const StoredVolume& volume);

/// An empty scan of that size, whose spacing is the shortest edge.
Scan scan_of(Voxel size, const Vector3& edges_um);

}  // namespace trabecula
