#include "imaging/dicom_elements.hpp"

#include "imaging/byte_source.hpp"
#include "imaging/stored_values.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string_view>

namespace trabecula {

namespace {

constexpr std::size_t preamble_bytes = 128;
constexpr std::string_view magic = "DICM";
constexpr std::uint32_t undefined_length = 0xFFFFFFFF;
constexpr std::uint16_t meta_group = 0x0002;
constexpr DicomTag transfer_syntax = 0x00020010;
constexpr DicomTag item = 0xFFFEE000;
constexpr DicomTag item_end = 0xFFFEE00D;
constexpr DicomTag sequence_end = 0xFFFEE0DD;
constexpr std::size_t deepest_nesting = 64;

struct Syntax {
    std::string_view uid;
    std::string_view name;
};
constexpr std::string_view implicit_little = "1.2.840.10008.1.2";
constexpr std::string_view explicit_little = "1.2.840.10008.1.2.1";
constexpr auto refused_syntaxes = std::to_array<Syntax>({
    {"1.2.840.10008.1.2.1.99", "deflated"},
    {"1.2.840.10008.1.2.2", "big endian"},
    {"1.2.840.10008.1.2.4.50", "JPEG baseline"},
    {"1.2.840.10008.1.2.4.51", "JPEG extended"},
    {"1.2.840.10008.1.2.4.57", "JPEG lossless"},
    {"1.2.840.10008.1.2.4.70", "JPEG lossless"},
    {"1.2.840.10008.1.2.4.80", "JPEG-LS"},
    {"1.2.840.10008.1.2.4.81", "JPEG-LS near lossless"},
    {"1.2.840.10008.1.2.4.90", "JPEG 2000 lossless"},
    {"1.2.840.10008.1.2.4.91", "JPEG 2000"},
    {"1.2.840.10008.1.2.5", "RLE"},
});

void refuse_syntax(const std::filesystem::path& path, const std::string& uid)
{
    const auto known =
        std::find_if(refused_syntaxes.begin(), refused_syntaxes.end(), [&](const Syntax& s) { return s.uid == uid; });
    throw InputError(
        {{{path.string()},
          fmt::format("the transfer syntax is {} ({}); uncompressed little endian DICOM can be read: export it so, or "
                      "convert it with gdcmconv --raw or dcmdjpeg",
                      uid.empty() ? "missing" : uid, known == refused_syntaxes.end() ? "unknown" : known->name)}});
}

std::vector<std::byte> whole_file(const std::filesystem::path& path)
{
    ByteSource source(path, 0, Packing::none);
    std::vector<std::byte> bytes(std::filesystem::file_size(path));
    bytes.resize(source.read(bytes));
    return bytes;
}

bool has_long_length(std::string_view representation)
{
    constexpr std::array<std::string_view, 13> long_ones{"OB", "OD", "OF", "OL", "OV", "OW", "SQ",
                                                         "SV", "UC", "UN", "UR", "UT", "UV"};
    return std::find(long_ones.begin(), long_ones.end(), representation) != long_ones.end();
}

}  // namespace

/// Walks from element to element, into sequences of undefined length and out again.
class DicomElements::Walk {
  public:
    Walk(const std::filesystem::path& path, std::span<const std::byte> file) : path_(path), file_(file) {}

    std::vector<Element> elements()
    {
        at_ = preamble_bytes + magic.size();
        while (at_ < file_.size()) step();
        if (nested_.empty()) return found_;
        throw FileError(
            fmt::format("{}: a sequence of elements has no end; the file is cut short: copy it again", path_.string()));
    }

  private:
    void step()
    {
        const DicomTag tag = (DicomTag{number<std::uint16_t>()} << 16U) | number<std::uint16_t>();
        if (tag >> 16U != meta_group && !is_syntax_known_) choose_syntax();
        if (tag == item || tag == item_end || tag == sequence_end) return step_in_sequence(tag);

        const bool is_implicit = nested_.empty() ? is_implicit_ && tag >> 16U != meta_group : nested_.back();
        std::string representation;
        std::uint32_t length = 0;
        if (is_implicit) {
            length = number<std::uint32_t>();
        } else {
            representation = {static_cast<char>(number_of_byte()), static_cast<char>(number_of_byte())};
            if (has_long_length(representation)) number<std::uint16_t>();
            length = has_long_length(representation) ? number<std::uint32_t>() : number<std::uint16_t>();
        }
        if (length == undefined_length) {
            if (tag >> 16U == 0x7FE0) return refuse_encapsulated();
            return enter(is_implicit || representation == "UN");
        }
        if (nested_.empty()) found_.push_back({tag, at_, length});
        pass(length);
    }

    void step_in_sequence(DicomTag tag)
    {
        const auto length = number<std::uint32_t>();
        if (tag == item && length == undefined_length) return enter(nested_.empty() ? is_implicit_ : nested_.back());
        if (tag == item) return pass(length);
        if (!nested_.empty()) nested_.pop_back();
    }

    void enter(bool is_implicit)
    {
        if (nested_.size() >= deepest_nesting)
            throw FileError(fmt::format("{}: sequences are nested more than {} deep; the file is damaged",
                                        path_.string(), deepest_nesting));
        nested_.push_back(is_implicit);
    }

    void choose_syntax()
    {
        is_syntax_known_ = true;
        std::string uid;
        for (const Element& element : found_)
            if (element.tag == transfer_syntax)
                uid.assign(reinterpret_cast<const char*>(file_.data()) + element.begin, element.length);
        while (!uid.empty() && (uid.back() == '\0' || uid.back() == ' ')) uid.pop_back();
        is_implicit_ = uid == implicit_little;
        if (uid != implicit_little && uid != explicit_little) refuse_syntax(path_, uid);
    }

    void refuse_encapsulated() const
    {
        throw InputError({{{path_.string()},
                           "the pixel data are encapsulated (compressed); export uncompressed little endian DICOM"}});
    }

    template <class Number>
    Number number()
    {
        const std::size_t begin = at_;
        pass(sizeof(Number));
        return number_at<Number>(file_.subspan(begin), ByteOrder::little);
    }

    std::uint8_t number_of_byte()
    {
        const std::size_t begin = at_;
        pass(1);
        return std::to_integer<std::uint8_t>(file_[begin]);
    }

    void pass(std::size_t count)
    {
        if (count > file_.size() - at_)
            throw FileError(
                fmt::format("{}: found {} bytes after byte {}, expected {}; the file is cut short or damaged: copy it "
                            "again",
                            path_.string(), file_.size() - at_, at_, count));
        at_ += count;
    }

    const std::filesystem::path& path_;
    std::span<const std::byte> file_;
    std::size_t at_ = 0;
    bool is_syntax_known_ = false;
    bool is_implicit_ = false;
    std::vector<bool> nested_;  // one per open sequence or item: whether elements in it lack a value representation
    std::vector<Element> found_;
};

DicomElements::DicomElements(const std::filesystem::path& path) : file_(whole_file(path))
{
    const bool is_dicom = file_.size() >= preamble_bytes + magic.size() &&
                          std::memcmp(&file_[preamble_bytes], magic.data(), magic.size()) == 0;
    if (!is_dicom)
        throw InputError({{{path.string()}, "this is not a DICOM file: no DICM after 128 bytes; check the file"}});
    elements_ = Walk(path, file_).elements();
}

std::span<const std::byte> DicomElements::bytes(DicomTag tag) const
{
    const auto at = std::find_if(elements_.begin(), elements_.end(), [&](const Element& e) { return e.tag == tag; });
    if (at == elements_.end()) return {};
    return std::span(file_).subspan(at->begin, at->length);
}

std::string DicomElements::text(DicomTag tag) const
{
    const std::span<const std::byte> found = bytes(tag);
    std::string text(reinterpret_cast<const char*>(found.data()), found.size());
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.pop_back();
    text.erase(0, text.find_first_not_of(' '));
    return text;
}

std::optional<int> DicomElements::whole_number(DicomTag tag) const
{
    const std::span<const std::byte> found = bytes(tag);
    if (found.size() < sizeof(std::uint16_t)) return std::nullopt;
    return number_at<std::uint16_t>(found, ByteOrder::little);
}

std::vector<double> DicomElements::numbers(DicomTag tag) const
{
    std::vector<double> values;
    const std::string all = text(tag);
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\\', begin), all.size());
        std::string_view word = std::string_view(all).substr(begin, end - begin);
        while (word.starts_with(' ') || word.starts_with('+')) word.remove_prefix(1);
        while (word.ends_with(' ')) word.remove_suffix(1);
        double value = 0.0;
        const auto [last, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (error != std::errc{} || last != word.data() + word.size()) return {};
        values.push_back(value);
        begin = end + 1;
    }
    return values;
}

}  // namespace trabecula
