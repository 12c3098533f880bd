#include "imaging/byte_source.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace trabecula {

namespace {
constexpr int gzip_or_zlib = 15 + 32;  // windowBits of inflateInit2: the greatest window, either header
constexpr std::size_t buffer_bytes = 1 << 16;
constexpr std::size_t most_bytes_at_once = 1 << 30;  // zlib counts in unsigned int
}  // namespace

struct ByteSource::Content {
    std::filesystem::path path;
    std::ifstream file;
    Packing packing;
    z_stream stream{};
    std::array<Bytef, buffer_bytes> buffer{};
    bool stream_ended = false;

    std::size_t read_plain(std::span<std::byte> bytes)
    {
        file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return static_cast<std::size_t>(file.gcount());
    }

    bool refill()
    {
        stream.avail_in = static_cast<uInt>(read_plain(std::as_writable_bytes(std::span(buffer))));
        stream.next_in = buffer.data();
        return stream.avail_in > 0;
    }

    /// A file may hold several gzip members, one after the other.
    bool begin_next_member()
    {
        if (stream.avail_in == 0 && !refill()) return false;
        stream_ended = false;
        return inflateReset(&stream) == Z_OK;
    }

    std::size_t read_packed(std::span<std::byte> bytes)
    {
        stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
        stream.avail_out = static_cast<uInt>(bytes.size());
        while (stream.avail_out > 0) {
            if (stream_ended && !begin_next_member()) break;
            if (stream.avail_in == 0 && !refill()) break;
            const int status = inflate(&stream, Z_NO_FLUSH);
            stream_ended = status == Z_STREAM_END;
            if (status != Z_OK && status != Z_STREAM_END)
                throw FileError(fmt::format("{}: the compressed data are damaged ({}); copy or export the scan again",
                                            path.string(), stream.msg == nullptr ? "zlib cannot go on" : stream.msg));
        }
        return bytes.size() - stream.avail_out;
    }
};

ByteSource::ByteSource(const std::filesystem::path& path, std::uintmax_t offset, Packing packing)
    : content_(std::make_unique<Content>())
{
    content_->path = path;
    content_->file.open(path, std::ios::binary);
    content_->packing = packing;
    content_->file.seekg(static_cast<std::streamoff>(offset));
    if (!content_->file) throw FileError(fmt::format("{} cannot be read; check its permissions", path.string()));
    if (inflateInit2(&content_->stream, gzip_or_zlib) != Z_OK) throw std::bad_alloc();
}

ByteSource::~ByteSource()
{
    inflateEnd(&content_->stream);
}

std::size_t ByteSource::read(std::span<std::byte> bytes)
{
    std::size_t total = 0;
    while (total < bytes.size()) {
        const std::span<std::byte> part = bytes.subspan(total, std::min(bytes.size() - total, most_bytes_at_once));
        const std::size_t count =
            content_->packing == Packing::none ? content_->read_plain(part) : content_->read_packed(part);
        total += count;
        if (count < part.size()) break;
    }
    return total;
}

}  // namespace trabecula
