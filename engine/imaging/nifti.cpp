#include "imaging/nifti.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>

namespace trabecula {

namespace {

constexpr std::size_t header_bytes = 348;
constexpr std::uintmax_t first_data_byte = 352;
constexpr std::int32_t nifti_2_header_bytes = 540;
constexpr double farthest_data_byte = 1e9;

struct TypeCode {
    int code;
    ValueType type;
};
constexpr auto type_codes = std::to_array<TypeCode>({
    {2, ValueType::uint8},
    {4, ValueType::int16},
    {8, ValueType::int32},
    {16, ValueType::float32},
    {64, ValueType::float64},
    {256, ValueType::int8},
    {512, ValueType::uint16},
    {768, ValueType::uint32},
    {1024, ValueType::int64},
    {1280, ValueType::uint64},
});

bool is_packed(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return in.get() == 0x1F && in.get() == 0x8B;
}

std::optional<double> um_per_unit_code(int code)
{
    switch (code) {
        case 1:
            return 1e6;
        case 2:
            return 1e3;
        case 3:
            return 1.0;
        default:
            return std::nullopt;
    }
}

/// Turns the bytes into a checked header, and gathers what is wrong on the way.
class HeaderReader {
  public:
    HeaderReader(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
        : path_(path), voxel_size_(voxel_size)
    {}

    StoredVolume read()
    {
        header_.data_file = path_;
        header_.packing = is_packed(path_) ? Packing::deflate : Packing::none;
        ByteSource source(path_, 0, header_.packing);
        const std::size_t found = source.read(bytes_);
        if (found < header_bytes)
            throw InputError({{{path_.string()},
                               fmt::format("this is not a NIfTI file: found {} bytes, its header alone has {}; check "
                                           "the file",
                                           found, header_bytes)}});
        read_kind();
        read_size();
        read_edges();
        read_values();
        problems_.throw_if_any();
        return header_;
    }

  private:
    template <class Number>
    Number at(std::size_t offset) const
    {
        return number_at<Number>(std::span(bytes_).subspan(offset), header_.byte_order);
    }
    void refuse(std::string message) { problems_.add({path_.string()}, std::move(message)); }

    void read_kind()
    {
        for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
            header_.byte_order = order;
            const auto size = at<std::int32_t>(0);
            if (size == nifti_2_header_bytes)
                throw InputError({{{path_.string()}, "this is NIfTI-2; save the scan as NIfTI-1 (.nii)"}});
            if (size != std::int32_t{header_bytes}) continue;
            if (std::memcmp(&bytes_[344], "n+1", 4) == 0) return;
            throw InputError({{{path_.string()},
                               "the header is not that of a single NIfTI-1 file (its magic is not n+1): save the scan "
                               "as one .nii"}});
        }
        throw InputError({{{path_.string()}, "this is not a NIfTI file: its first number is not 348; check the file"}});
    }

    void read_size()
    {
        const int rank = at<std::int16_t>(40);
        for (int axis = 4; axis <= std::min(rank, 7); ++axis)
            if (at<std::int16_t>(40 + 2 * static_cast<std::size_t>(axis)) > 1)
                return refuse(fmt::format("there are {} dimensions; a scan has 3, and one grey value per voxel", rank));
        if (rank < 3 || rank > 7)
            return refuse(fmt::format("there are {} dimensions; a scan has 3, and one grey value per voxel", rank));
        const std::array<int, 3> n{at<std::int16_t>(42), at<std::int16_t>(44), at<std::int16_t>(46)};
        if (auto fault = fault_of_size({double(n[0]), double(n[1]), double(n[2])})) return refuse(std::move(*fault));
        header_.size = {n[0], n[1], n[2]};
    }

    void read_edges()
    {
        if (voxel_size_) {
            header_.edges_um = {voxel_size_->value, voxel_size_->value, voxel_size_->value};
            return;
        }
        const int code = std::to_integer<int>(bytes_[123]) & 7;
        const std::optional<double> um = um_per_unit_code(code);
        if (!um)
            return refuse(fmt::format("the header does not say in which unit the voxel size is (xyzt_units {}); {}",
                                      code, give_voxel_size));
        header_.edges_um = {*um * double{at<float>(80)}, *um * double{at<float>(84)}, *um * double{at<float>(88)}};
        if (auto fault = fault_of_edges(header_.edges_um)) refuse(std::move(*fault));
    }

    void read_values()
    {
        const int code = at<std::int16_t>(70);
        const auto known =
            std::find_if(type_codes.begin(), type_codes.end(), [&](const TypeCode& t) { return t.code == code; });
        if (known == type_codes.end())
            refuse(
                fmt::format("datatype is {}; grey values are 8- to 64-bit integers, float or double: convert "
                            "colours to grey",
                            code));
        else
            header_.type = known->type;
        const double offset = double{at<float>(108)};
        if (!(offset >= double{first_data_byte} && offset <= farthest_data_byte))
            return refuse(fmt::format("data begin at byte {}; expected {} or more", offset, first_data_byte));
        header_.skip = static_cast<std::uintmax_t>(offset);
        const float slope = at<float>(112);
        const float intercept = at<float>(116);
        if (slope == 0.0F || !std::isfinite(slope) || !std::isfinite(intercept)) return;
        header_.slope = double{slope};
        header_.intercept = double{intercept};
    }

    std::filesystem::path path_;
    std::optional<Micrometres> voxel_size_;
    std::array<std::byte, header_bytes> bytes_{};
    StoredVolume header_;
    Problems problems_;
};

}  // namespace

StoredVolume read_nifti_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    return HeaderReader(path, voxel_size).read();
}

Scan read_nifti(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    return read_volume(read_nifti_header(path, voxel_size));
}

}  // namespace trabecula
