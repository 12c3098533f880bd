#include "imaging/metaimage.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>
#include <vector>

namespace trabecula {

namespace {

constexpr int longest_header_lines = 200;
constexpr std::size_t longest_line = 4096;
constexpr double um_per_mm = 1000.0;

struct ElementType {
    std::string_view name;
    ValueType type;
};
constexpr auto element_types = std::to_array<ElementType>({
    {"MET_CHAR", ValueType::int8},
    {"MET_UCHAR", ValueType::uint8},
    {"MET_SHORT", ValueType::int16},
    {"MET_USHORT", ValueType::uint16},
    {"MET_INT", ValueType::int32},
    {"MET_UINT", ValueType::uint32},
    {"MET_FLOAT", ValueType::float32},
    {"MET_DOUBLE", ValueType::float64},
});

/// One "Key = value" of the header.
struct Entry {
    std::string key;
    std::string value;
    int line = 0;
};

/// The entries up to ElementDataFile, and where the bytes after them begin.
struct HeaderText {
    std::string file;
    std::vector<Entry> entries;
    std::uintmax_t end = 0;

    const Entry* find(std::string_view key) const
    {
        const auto at = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
        return at == entries.end() ? nullptr : &*at;
    }
    Place place(const Entry* entry) const { return entry == nullptr ? Place{file} : Place{file, entry->line, 1}; }
};

std::string trimmed(const std::string& text)
{
    constexpr std::string_view blank = " \t\r";
    const std::size_t begin = text.find_first_not_of(blank);
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
}

HeaderText read_text(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    HeaderText header{path.string(), {}, 0};
    std::string line;
    for (int number = 1; number <= longest_header_lines && std::getline(in, line) && line.size() < longest_line;
         ++number) {
        const std::size_t equals = line.find('=');
        if (equals == std::string::npos) {
            if (trimmed(line).empty()) continue;
            break;
        }
        header.entries.push_back({trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1)), number});
        if (header.entries.back().key == "ElementDataFile") {
            header.end = in.eof() ? std::filesystem::file_size(path) : static_cast<std::uintmax_t>(in.tellg());
            return header;
        }
    }
    throw InputError({{{path.string()},
                       "this is not a MetaImage: no text header that ends with \"ElementDataFile = ...\"; "
                       "check the file, or give it the extension of its format"}});
}

/// Exactly `count` numbers, or none.
std::vector<double> numbers(const std::string& text, std::size_t count)
{
    std::istringstream in(text);
    std::vector<double> values;
    for (double value = 0.0; in >> value;) values.push_back(value);
    if (!in.eof() || values.size() != count) values.clear();
    return values;
}

bool is_true(const Entry* entry)
{
    return entry != nullptr && !entry->value.empty() &&
           (entry->value[0] == 'T' || entry->value[0] == 't' || entry->value[0] == '1');
}

/// Turns the text into a checked header, and gathers what is wrong on the way.
class HeaderReader {
  public:
    HeaderReader(const HeaderText& text, std::optional<Micrometres> voxel_size) : text_(text), voxel_size_(voxel_size)
    {}

    StoredVolume read()
    {
        read_rank();
        read_dimensions();
        read_spacing();
        read_type();
        read_storage();
        problems_.throw_if_any();
        return header_;
    }

  private:
    void refuse(const Entry* entry, std::string message) { problems_.add(text_.place(entry), std::move(message)); }

    void read_rank()
    {
        const Entry* const rank = text_.find("NDims");
        if (rank == nullptr || rank->value != "3")
            refuse(rank,
                   fmt::format("NDims is {}; a scan has 3 dimensions", rank == nullptr ? "missing" : rank->value));
        const Entry* const channels = text_.find("ElementNumberOfChannels");
        if (channels != nullptr && channels->value != "1")
            refuse(channels, fmt::format("ElementNumberOfChannels is {}; a scan has one grey value per voxel: convert "
                                         "colours to grey",
                                         channels->value));
    }

    void read_dimensions()
    {
        const Entry* const entry = text_.find("DimSize");
        const std::vector<double> n = numbers(entry == nullptr ? "" : entry->value, 3);
        const auto is_whole = [](double value) { return value >= 1.0 && value <= 1e6 && value == std::floor(value); };
        if (n.size() != 3 || !std::all_of(n.begin(), n.end(), is_whole))
            return refuse(entry,
                          fmt::format("DimSize is {}; three whole numbers above 0 are needed, such as 200 200 200",
                                      entry == nullptr ? "missing" : fmt::format("\"{}\"", entry->value)));
        if (n[0] * n[1] * n[2] > double{std::numeric_limits<std::uint32_t>::max()})
            return refuse(entry,
                          fmt::format("DimSize {} makes {:.3g} voxels; at most 4294967295 can be numbered: crop or "
                                      "coarsen the scan first",
                                      entry->value, n[0] * n[1] * n[2]));
        header_.size = {static_cast<int>(n[0]), static_cast<int>(n[1]), static_cast<int>(n[2])};
    }

    void read_spacing()
    {
        if (voxel_size_) {
            header_.edges_um = {voxel_size_->value, voxel_size_->value, voxel_size_->value};
            return;
        }
        const Entry* entry = text_.find("ElementSpacing");
        if (entry == nullptr) entry = text_.find("ElementSize");
        if (entry == nullptr) return refuse(entry, fmt::format("ElementSpacing is missing; {}", give_voxel_size));
        const std::vector<double> mm = numbers(entry->value, 3);
        if (mm.size() != 3 || !std::all_of(mm.begin(), mm.end(), [](double s) { return s > 0.0 && std::isfinite(s); }))
            return refuse(entry,
                          fmt::format("{} is \"{}\"; three lengths above 0 in mm are needed, such as 0.02 0.02 0.02",
                                      entry->key, entry->value));
        header_.edges_um = {um_per_mm * mm[0], um_per_mm * mm[1], um_per_mm * mm[2]};
    }

    void read_type()
    {
        const Entry* const entry = text_.find("ElementType");
        const auto known = std::find_if(element_types.begin(), element_types.end(), [&](const ElementType& t) {
            return entry != nullptr && t.name == entry->value;
        });
        if (known != element_types.end()) {
            header_.type = known->type;
            return;
        }
        std::string list;
        for (const ElementType& type : element_types) list += fmt::format("{}{}", list.empty() ? "" : ", ", type.name);
        refuse(entry, fmt::format("ElementType is {}; grey values are one of {}",
                                  entry == nullptr ? "missing" : entry->value, list));
    }

    void read_storage()
    {
        const Entry* const binary = text_.find("BinaryData");
        if (binary != nullptr && !is_true(binary)) refuse(binary, "BinaryData is False; write the values in binary");
        for (const char* const name : {"BinaryDataByteOrderMSB", "ElementByteOrderMSB"})
            if (is_true(text_.find(name))) header_.byte_order = ByteOrder::big;
        if (is_true(text_.find("CompressedData"))) header_.packing = Packing::deflate;
        if (const Entry* const entry = text_.find("CompressedDataSize")) header_.packed_bytes = whole_number(entry);

        const Entry* const data = text_.find("ElementDataFile");
        if (data->value.empty() || data->value == "LIST" || data->value.find('%') != std::string::npos)
            return refuse(
                data, fmt::format("ElementDataFile is \"{}\"; LOCAL or one file is needed: write the slices into one "
                                  ".mha",
                                  data->value));
        const bool is_local = data->value == "LOCAL" || data->value == "Local" || data->value == "local";
        const std::filesystem::path header_file = text_.file;
        header_.data_file = is_local ? header_file : header_file.parent_path() / data->value;
        header_.data_offset = is_local ? text_.end : 0;
        if (const Entry* const entry = text_.find("HeaderSize"); entry != nullptr && entry->value != "0")
            refuse(entry,
                   fmt::format("HeaderSize is {}; data must begin at once (0): write the scan again", entry->value));
    }

    std::optional<std::uintmax_t> whole_number(const Entry* entry)
    {
        const std::vector<double> value = numbers(entry->value, 1);
        if (value.size() == 1 && value[0] >= 0.0 && value[0] < 1e15) return static_cast<std::uintmax_t>(value[0]);
        refuse(entry, fmt::format("{} is \"{}\"; a number of bytes is needed", entry->key, entry->value));
        return std::nullopt;
    }

    const HeaderText& text_;
    std::optional<Micrometres> voxel_size_;
    StoredVolume header_;
    Problems problems_;
};

}  // namespace

StoredVolume read_metaimage_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    const HeaderText text = read_text(path);
    return HeaderReader(text, voxel_size).read();
}

Scan read_metaimage(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    return read_volume(read_metaimage_header(path, voxel_size));
}

}  // namespace trabecula
