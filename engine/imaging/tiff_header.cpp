#include "imaging/tiff_header.hpp"

#include "imaging/stored_values.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

namespace trabecula {

namespace {

constexpr std::uintmax_t best_lzw_compression = 4096;  // generous: no TIFF compression does better on grey values
constexpr std::uintmax_t most_pages = 100000;
constexpr std::uintmax_t smallest_directory_bytes = 18;  // of one entry
constexpr std::uint64_t most_strips = 1 << 24;

enum Tag : std::uint16_t {
    image_width = 256,
    image_length = 257,
    bits_per_sample = 258,
    compression = 259,
    photometric = 262,
    image_description = 270,
    strip_offsets = 273,
    samples_per_pixel = 277,
    strip_byte_counts = 279,
    tile_offsets = 324,
    tile_byte_counts = 325
};

/// One entry of a directory: `count` numbers of a type, which begin at a position of the file.
struct Entry {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    std::uint64_t position = 0;
};

struct Page {
    std::vector<Entry> entries{};
    std::uint64_t next = 0;
};

std::uint64_t bytes_of_type(std::uint16_t type)
{
    switch (type) {
        case 3:
            return 2;  // SHORT
        case 4:
            return 4;  // LONG
        case 16:
            return 8;  // LONG8
        default:
            return 1;  // BYTE, ASCII, and what is not looked at
    }
}

class DirectoryReader {
  public:
    explicit DirectoryReader(const std::filesystem::path& path)
        : path_(path), in_(path, std::ios::binary), file_bytes_(std::filesystem::file_size(path))
    {}

    TiffHeader read()
    {
        TiffHeader header;
        const std::uintmax_t most = std::min(most_pages, file_bytes_ / smallest_directory_bytes);
        for (std::uint64_t at = first_directory(); at != 0; ++header.pages) {
            if (static_cast<std::uintmax_t>(header.pages) == most)
                throw FileError(
                    fmt::format("{}: there are more than {} pages, or their list runs in a circle; the "
                                "file is damaged",
                                path_.string(), most));
            const Page page = directory(at);
            add_page(page, header);
            at = page.next;
        }
        if (header.pages == 1) refuse_if_unlisted_pages();
        return header;
    }

  private:
    [[noreturn]] void refuse(const std::string& what) const { throw InputError({{{path_.string()}, what}}); }

    std::vector<std::byte> bytes(std::uint64_t position, std::uint64_t count)
    {
        if (count > file_bytes_ || position > file_bytes_ - count)
            throw FileError(
                fmt::format("{}: {} bytes at byte {} are needed, but the file has {}; it is cut short: copy it again",
                            path_.string(), count, position, file_bytes_));
        std::vector<std::byte> found(static_cast<std::size_t>(count));
        in_.clear();
        in_.seekg(static_cast<std::streamoff>(position));
        in_.read(reinterpret_cast<char*>(found.data()), static_cast<std::streamsize>(count));
        if (!in_) throw FileError(fmt::format("{} cannot be read; check its permissions", path_.string()));
        return found;
    }

    std::uint64_t number(std::span<const std::byte> at, std::uint64_t size) const
    {
        switch (size) {
            case 1:
                return std::to_integer<std::uint64_t>(at[0]);
            case 2:
                return number_at<std::uint16_t>(at, order_);
            case 4:
                return number_at<std::uint32_t>(at, order_);
            default:
                return number_at<std::uint64_t>(at, order_);
        }
    }
    std::uint64_t number(std::uint64_t position, std::uint64_t size) { return number(bytes(position, size), size); }

    std::uint64_t first_directory()
    {
        if (file_bytes_ < 8) refuse("this is not a TIFF file: it has fewer than 8 bytes");
        const std::vector<std::byte> mark = bytes(0, 2);
        const char first = static_cast<char>(mark[0]);
        const bool is_tiff = (first == 'I' || first == 'M') && mark[0] == mark[1];
        order_ = first == 'M' ? ByteOrder::big : ByteOrder::little;
        const std::uint64_t version = number(2, 2);
        if (!is_tiff || (version != 42 && version != 43))
            refuse("this is not a TIFF file: it does not begin with II or MM and 42 or 43; check the file");
        is_big_ = version == 43;
        return is_big_ ? number(8, 8) : number(4, 4);
    }

    Page directory(std::uint64_t at)
    {
        const std::uint64_t count_bytes = is_big_ ? 8 : 2;
        const std::uint64_t entry_bytes = is_big_ ? 20 : 12;
        const std::uint64_t word = is_big_ ? 8 : 4;
        const std::uint64_t count = number(at, count_bytes);
        if (count > std::numeric_limits<std::uint16_t>::max())
            throw FileError(fmt::format("{}: a directory has {} entries; the file is damaged", path_.string(), count));
        const std::vector<std::byte> all = bytes(at + count_bytes, count * entry_bytes + word);
        Page page;
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::span<const std::byte> here = std::span(all).subspan(i * entry_bytes, entry_bytes);
            Entry entry{static_cast<std::uint16_t>(number(here, 2)),
                        static_cast<std::uint16_t>(number(here.subspan(2), 2)), number(here.subspan(4), word),
                        at + count_bytes + i * entry_bytes + 4 + word};
            const bool is_elsewhere = entry.count > word / bytes_of_type(entry.type);
            if (is_elsewhere) entry.position = number(here.subspan(4 + word), word);
            page.entries.push_back(entry);
        }
        page.next = number(std::span(all).subspan(count * entry_bytes), word);
        return page;
    }

    const Entry* find(const Page& page, Tag tag) const
    {
        const auto at =
            std::find_if(page.entries.begin(), page.entries.end(), [&](const Entry& e) { return e.tag == tag; });
        return at == page.entries.end() ? nullptr : &*at;
    }

    std::uint64_t value(const Page& page, Tag tag, std::uint64_t otherwise)
    {
        const Entry* const entry = find(page, tag);
        return entry == nullptr || entry->count == 0 ? otherwise : number(entry->position, bytes_of_type(entry->type));
    }

    std::vector<std::uint64_t> values(const Page& page, Tag tag)
    {
        const Entry* const entry = find(page, tag);
        if (entry == nullptr) return {};
        const std::uint64_t size = bytes_of_type(entry->type);
        if (entry->count > most_strips) refuse("a page has more than 2^24 strips; the file is damaged");
        const std::vector<std::byte> all = bytes(entry->position, entry->count * size);
        std::vector<std::uint64_t> found;
        for (std::uint64_t i = 0; i < entry->count; ++i)
            found.push_back(number(std::span(all).subspan(i * size), size));
        return found;
    }

    void add_page(const Page& page, TiffHeader& header)
    {
        const std::uint64_t width = value(page, image_width, 0);
        const std::uint64_t height = value(page, image_length, 0);
        const std::uint64_t bits = value(page, bits_per_sample, 1);
        const int number_of_page = header.pages + 1;
        if (width < 1 || height < 1 || width > 1000000 || height > 1000000)
            refuse(fmt::format("page {} has {} x {} pixels; both must be from 1 to 1000000", number_of_page, width,
                               height));
        if (const std::uint64_t samples = value(page, samples_per_pixel, 1); samples != 1)
            refuse(fmt::format("page {} has {} values per pixel; a scan has one grey value: convert colours to grey",
                               number_of_page, samples));
        if (const std::uint64_t meaning = value(page, photometric, 1); meaning > 1)
            refuse(fmt::format("page {} is a colour image (PhotometricInterpretation {}); convert it to grey",
                               number_of_page, meaning));
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64)
            refuse(fmt::format("page {} has {} bits per pixel; 8, 16, 32 or 64 are needed: save it as 8-bit grey",
                               number_of_page, bits));
        const TiffHeader here{static_cast<int>(width), static_cast<int>(height), header.pages, static_cast<int>(bits)};
        if (header.pages == 0) header = here;
        if (here.width != header.width || here.height != header.height || here.bits != header.bits)
            refuse(
                fmt::format("page {} has {} x {} pixels of {} bits, page 1 has {} x {} of {}; all pages of a scan "
                            "are alike",
                            number_of_page, width, height, bits, header.width, header.height, header.bits));
        refuse_unless_complete(page, width * height * bits / 8, number_of_page);
    }

    void refuse_unless_complete(const Page& page, std::uint64_t expected, int number_of_page)
    {
        const bool is_tiled = find(page, tile_offsets) != nullptr;
        const std::vector<std::uint64_t> offsets = values(page, is_tiled ? tile_offsets : strip_offsets);
        const std::vector<std::uint64_t> counts = values(page, is_tiled ? tile_byte_counts : strip_byte_counts);
        if (offsets.empty() || offsets.size() != counts.size())
            throw FileError(fmt::format("{}: page {} has no list of its data; the file is damaged", path_.string(),
                                        number_of_page));
        std::uintmax_t found = 0;
        for (std::size_t i = 0; i < offsets.size(); ++i) {
            if (counts[i] > file_bytes_ || offsets[i] > file_bytes_ - counts[i])
                throw FileError(
                    fmt::format("{}: page {} needs {} bytes at byte {}, but the file has {}; it is cut short: copy it "
                                "again",
                                path_.string(), number_of_page, counts[i], offsets[i], file_bytes_));
            found += counts[i];
        }
        const bool is_plain = value(page, compression, 1) == 1;
        if (is_plain ? found >= expected : found * best_lzw_compression >= expected) return;
        throw FileError(
            fmt::format("{}: page {} has {} bytes of data, expected {}; the file is damaged: export it "
                        "again",
                        path_.string(), number_of_page, found, expected));
    }

    /// ImageJ writes stacks of more than 4 GB as one page and a number of images in its description.
    void refuse_if_unlisted_pages()
    {
        const Page page = directory(first_directory());
        const Entry* const entry = find(page, image_description);
        if (entry == nullptr || entry->count > most_strips) return;
        const std::vector<std::byte> all = bytes(entry->position, entry->count);
        const std::string text(reinterpret_cast<const char*>(all.data()), all.size());
        const std::size_t at = text.find("images=");
        if (at == std::string::npos || text.compare(at, 9, "images=1\n") == 0) return;
        refuse(
            "ImageJ wrote this large stack as one page, which other programs cannot read; save it as BigTIFF, "
            "MetaImage (.mha) or an image sequence");
    }

    std::filesystem::path path_;
    std::ifstream in_;
    std::uintmax_t file_bytes_;
    ByteOrder order_ = ByteOrder::little;
    bool is_big_ = false;
};

}  // namespace

TiffHeader read_tiff_header(const std::filesystem::path& path)
{
    return DirectoryReader(path).read();
}

}  // namespace trabecula
