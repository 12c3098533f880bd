#include "imaging/nrrd.hpp"

#include "imaging/length_unit.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string_view>

namespace trabecula {

namespace {

constexpr int longest_header_lines = 500;
constexpr std::size_t longest_line = 65536;

struct TypeName {
    std::string_view name;
    ValueType type;
};
constexpr auto type_names = std::to_array<TypeName>({
    {"signed char", ValueType::int8},
    {"int8", ValueType::int8},
    {"int8_t", ValueType::int8},
    {"uchar", ValueType::uint8},
    {"unsigned char", ValueType::uint8},
    {"uint8", ValueType::uint8},
    {"uint8_t", ValueType::uint8},
    {"short", ValueType::int16},
    {"short int", ValueType::int16},
    {"signed short", ValueType::int16},
    {"signed short int", ValueType::int16},
    {"int16", ValueType::int16},
    {"int16_t", ValueType::int16},
    {"ushort", ValueType::uint16},
    {"unsigned short", ValueType::uint16},
    {"unsigned short int", ValueType::uint16},
    {"uint16", ValueType::uint16},
    {"uint16_t", ValueType::uint16},
    {"int", ValueType::int32},
    {"signed int", ValueType::int32},
    {"int32", ValueType::int32},
    {"int32_t", ValueType::int32},
    {"uint", ValueType::uint32},
    {"unsigned int", ValueType::uint32},
    {"uint32", ValueType::uint32},
    {"uint32_t", ValueType::uint32},
    {"longlong", ValueType::int64},
    {"int64", ValueType::int64},
    {"int64_t", ValueType::int64},
    {"ulonglong", ValueType::uint64},
    {"uint64", ValueType::uint64},
    {"uint64_t", ValueType::uint64},
    {"float", ValueType::float32},
    {"double", ValueType::float64},
});

struct Field {
    std::string key;
    std::string value;
    int line = 0;
};

struct HeaderText {
    std::string file;
    std::vector<Field> fields{};
    std::uintmax_t end = 0;

    const Field* find(std::string_view key, std::string_view or_key = {}) const
    {
        const auto at =
            std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == key || f.key == or_key; });
        return at == fields.end() ? nullptr : &*at;
    }
    Place place(const Field* field) const { return field == nullptr ? Place{file} : Place{file, field->line, 1}; }
};

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r";
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blank) + 1 - begin));
}

/// Up to the empty line, or to the end of a header that stands in a file of its own.
HeaderText read_text(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    HeaderText header{path.string()};
    std::string line;
    if (!std::getline(in, line) || !line.starts_with("NRRD000"))
        throw InputError(
            {{{path.string()}, "this is not an NRRD file: it does not begin with NRRD000; check the file"}});
    for (int number = 2; number <= longest_header_lines && std::getline(in, line) && line.size() < longest_line;
         ++number) {
        if (trimmed(line).empty()) {
            header.end = in.eof() ? std::filesystem::file_size(path) : static_cast<std::uintmax_t>(in.tellg());
            return header;
        }
        const std::size_t colon = line.find(": ");
        if (line[0] != '#' && colon != std::string::npos)
            header.fields.push_back({trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)), number});
    }
    if (in.eof() && header.find("data file", "datafile") != nullptr) return header;
    throw InputError({{{path.string()}, "the NRRD header has no end, which is an empty line; the file is damaged"}});
}

/// The numbers in a text; brackets and commas part them as blanks do. Empty when anything else is in it.
std::vector<double> numbers(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '(' || c == ')' || c == ','; }, ' ');
    std::istringstream in(text);
    std::vector<double> values;
    for (double value = 0.0; in >> value;) values.push_back(value);
    if (!in.eof()) values.clear();
    return values;
}

std::vector<std::string> quoted_words(const std::string& text)
{
    std::vector<std::string> words;
    for (std::size_t begin = text.find('"'); begin != std::string::npos;) {
        const std::size_t end = text.find('"', begin + 1);
        if (end == std::string::npos) break;
        words.push_back(text.substr(begin + 1, end - begin - 1));
        begin = text.find('"', end + 1);
    }
    return words;
}

/// Turns the text into a checked header, and gathers what is wrong on the way.
class HeaderReader {
  public:
    HeaderReader(const HeaderText& text, std::optional<Micrometres> voxel_size) : text_(text), voxel_size_(voxel_size)
    {}

    StoredVolume read()
    {
        read_size();
        read_edges();
        read_type();
        read_storage();
        problems_.throw_if_any();
        return header_;
    }

  private:
    void refuse(const Field* field, std::string message) { problems_.add(text_.place(field), std::move(message)); }

    static std::string shown(const Field* field)
    {
        return field == nullptr ? "missing" : fmt::format("\"{}\"", field->value);
    }

    void read_size()
    {
        const Field* const rank = text_.find("dimension");
        if (rank == nullptr || rank->value != "3")
            refuse(rank,
                   fmt::format("dimension is {}; a scan has 3 dimensions, and one grey value per voxel", shown(rank)));
        const Field* const field = text_.find("sizes");
        const std::vector<double> n = numbers(field == nullptr ? "" : field->value);
        if (n.size() != 3)
            return refuse(field, fmt::format("sizes is {}; three whole numbers above 0 are needed, such as 200 200 200",
                                             shown(field)));
        if (auto fault = fault_of_size({n[0], n[1], n[2]})) return refuse(field, std::move(*fault));
        header_.size = {static_cast<int>(n[0]), static_cast<int>(n[1]), static_cast<int>(n[2])};
    }

    void read_edges()
    {
        if (voxel_size_) {
            header_.edges_um = {voxel_size_->value, voxel_size_->value, voxel_size_->value};
            return;
        }
        const Field* const directions = text_.find("space directions");
        const Field* const field = directions != nullptr ? directions : text_.find("spacings");
        if (field == nullptr)
            return refuse(field, fmt::format("there are neither spacings nor space directions; {}", give_voxel_size));
        const std::vector<double> edges =
            directions == nullptr ? numbers(field->value) : lengths(numbers(field->value));
        if (edges.size() != 3)
            return refuse(field, fmt::format("{} is {}; one length (or three vectors) per axis is needed: {}",
                                             field->key, shown(field), give_voxel_size));
        const std::optional<double> um = unit_um();
        if (!um) return;
        header_.edges_um = {*um * edges[0], *um * edges[1], *um * edges[2]};
        if (auto fault = fault_of_edges(header_.edges_um)) refuse(field, std::move(*fault));
    }

    static std::vector<double> lengths(const std::vector<double>& vectors)
    {
        if (vectors.size() != 9) return {};
        std::vector<double> result;
        for (std::size_t i = 0; i < 9; i += 3) result.push_back(std::hypot(vectors[i], vectors[i + 1], vectors[i + 2]));
        return result;
    }

    /// mm, as nearly every NRRD file means it, unless the header says otherwise.
    std::optional<double> unit_um()
    {
        constexpr double um_per_mm = 1000.0;
        const Field* const field = text_.find("space units", "units");
        if (field == nullptr) return um_per_mm;
        std::optional<double> found;
        for (const std::string& word : quoted_words(field->value)) {
            const std::optional<double> um = um_per_unit(word);
            if (!um || (found && *found != *um)) {
                refuse(field, fmt::format("{} is {}; one unit of length for all axes is needed: {}", field->key,
                                          field->value, give_voxel_size));
                return std::nullopt;
            }
            found = um;
        }
        return found.value_or(um_per_mm);
    }

    void read_type()
    {
        const Field* const field = text_.find("type");
        const auto known = std::find_if(type_names.begin(), type_names.end(),
                                        [&](const TypeName& t) { return field != nullptr && t.name == field->value; });
        if (known == type_names.end())
            return refuse(
                field,
                fmt::format("type is {}; grey values are integers (uint8, int16, ...), float or double", shown(field)));
        header_.type = known->type;
        const Field* const endian = text_.find("endian");
        if (endian != nullptr && endian->value == "big") header_.byte_order = ByteOrder::big;
        if (endian == nullptr && bytes_of(header_.type) > 1)
            refuse(endian, "endian is missing; values of more than a byte need little or big");
    }

    void read_storage()
    {
        const Field* const encoding = text_.find("encoding");
        if (encoding != nullptr && (encoding->value == "gzip" || encoding->value == "gz"))
            header_.packing = Packing::deflate;
        else if (encoding == nullptr || encoding->value != "raw")
            refuse(encoding, fmt::format("encoding is {}; raw and gzip can be read: save the scan as one of them",
                                         shown(encoding)));
        for (const char* const name : {"line skip", "byte skip"})
            if (const Field* const field = text_.find(name); field != nullptr && field->value != "0")
                refuse(field,
                       fmt::format("{} is {}; data must begin at once (0): write the scan again", name, field->value));
        const std::filesystem::path header_file = text_.file;
        header_.data_file = header_file;
        header_.data_offset = text_.end;
        const Field* const data = text_.find("data file", "datafile");
        if (data == nullptr) return;
        if (data->value.empty() || data->value.starts_with("LIST") || data->value.find('%') != std::string::npos)
            refuse(data, fmt::format("data file is {}; one file is needed: save the scan as one .nrrd", shown(data)));
        header_.data_file = header_file.parent_path() / data->value;
        header_.data_offset = 0;
    }

    const HeaderText& text_;
    std::optional<Micrometres> voxel_size_;
    StoredVolume header_;
    Problems problems_;
};

}  // namespace

StoredVolume read_nrrd_header(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    const HeaderText text = read_text(path);
    return HeaderReader(text, voxel_size).read();
}

Scan read_nrrd(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    return read_volume(read_nrrd_header(path, voxel_size));
}

}  // namespace trabecula
