#include "imaging/isq.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace trabecula {

namespace {

constexpr std::uintmax_t block_bytes = 512;
constexpr std::string_view magic = "CTDATA-HEADER_V1";
constexpr int most_header_blocks = 1 << 20;

/// Byte positions in the first block.
namespace position {
constexpr std::size_t voxels = 44;
constexpr std::size_t lengths_um = 56;
constexpr std::size_t mu_scaling = 88;
constexpr std::size_t further_blocks = 508;
}  // namespace position

using Block = std::array<std::byte, block_bytes>;

std::array<std::int32_t, 3> three_at(const Block& block, std::size_t offset)
{
    const auto at = [&](std::size_t i) {
        return number_at<std::int32_t>(std::span(block).subspan(offset + 4 * i), ByteOrder::little);
    };
    return {at(0), at(1), at(2)};
}

}  // namespace

StoredVolume read_isq_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    Block block{};
    ByteSource source(path, 0, Packing::none);
    const std::size_t found = source.read(block);
    const std::string_view text(reinterpret_cast<const char*>(block.data()), magic.size());
    if (found < block.size() || text != magic)
        throw InputError({{{path.string()},
                           fmt::format("this is not a Scanco ISQ file: it does not begin with a block of {} bytes and "
                                       "the text {}; check the file",
                                       block_bytes, magic)}});
    Problems problems;
    StoredVolume header;
    const auto [nx, ny, nz] = three_at(block, position::voxels);
    if (auto fault = fault_of_size({double(nx), double(ny), double(nz)}))
        problems.add({path.string()}, std::move(*fault));
    const auto [x_um, y_um, z_um] = three_at(block, position::lengths_um);
    header.edges_um = voxel_size ? Vector3{voxel_size->value, voxel_size->value, voxel_size->value}
                                 : Vector3{double(x_um) / nx, double(y_um) / ny, double(z_um) / nz};
    if (!problems.any())
        if (auto fault = fault_of_edges(header.edges_um)) problems.add({path.string()}, std::move(*fault));
    const auto further = number_at<std::int32_t>(std::span(block).subspan(position::further_blocks), ByteOrder::little);
    if (further < 0 || further > most_header_blocks)
        problems.add({path.string()}, fmt::format("the header says that {} blocks of it follow; from 0 to {} are "
                                                  "expected",
                                                  further, most_header_blocks));
    problems.throw_if_any();

    header.size = {nx, ny, nz};
    header.type = ValueType::int16;
    header.data_file = path;
    header.data_offset = block_bytes * (static_cast<std::uintmax_t>(further) + 1);
    header.most_padding = block_bytes - 1;
    const auto mu = number_at<std::int32_t>(std::span(block).subspan(position::mu_scaling), ByteOrder::little);
    header.facts.emplace_back("ISQ mu_scaling", fmt::format("{}", mu));
    return header;
}

Scan read_isq(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    return read_volume(read_isq_header(path, voxel_size));
}

Scan refuse_aim(const std::filesystem::path& path, std::optional<Micrometres>)
{
    throw InputError({{{path.string()},
                       "Scanco's AIM cannot be read, for its layout is not public; export the scan as ISQ, MetaImage "
                       "(.mha) or a TIFF stack"}});
}

}  // namespace trabecula
