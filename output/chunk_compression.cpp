#include "output/chunk_compression.hpp"

#include "core/parallel.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace trabecula {

namespace {

constexpr std::size_t chunks_at_once = 256;

using Corner = std::array<std::size_t, 3>;

/// One chunk, padded with zeros where it reaches beyond the array.
std::vector<std::byte> cut_out(std::span<const std::byte> values, const ChunkedLayout& layout, Corner corner)
{
    const auto& [shape, chunk, width] = layout;
    std::vector<std::byte> out(chunk[0] * chunk[1] * chunk[2] * width);
    const std::size_t row = std::min(chunk[2], shape[2] - corner[2]) * width;
    for (std::size_t z = 0; z < std::min(chunk[0], shape[0] - corner[0]); ++z)
        for (std::size_t y = 0; y < std::min(chunk[1], shape[1] - corner[1]); ++y) {
            const std::size_t from = ((corner[0] + z) * shape[1] + corner[1] + y) * shape[2] + corner[2];
            std::memcpy(&out[(z * chunk[1] + y) * chunk[2] * width], &values[from * width], row);
        }
    return out;
}

/// First bytes of all elements, then all second bytes, ...
std::vector<std::byte> shuffle(const std::vector<std::byte>& values, std::size_t width)
{
    if (width == 1) return values;
    const std::size_t elements = values.size() / width;
    std::vector<std::byte> out(values.size());
    for (std::size_t b = 0; b < width; ++b)
        for (std::size_t i = 0; i < elements; ++i) out[b * elements + i] = values[i * width + b];
    return out;
}

std::vector<std::uint8_t> deflate_fast(const std::vector<std::byte>& values)
{
    uLongf size = compressBound(values.size());
    std::vector<std::uint8_t> out(size);
    const int result = compress2(out.data(), &size, reinterpret_cast<const Bytef*>(values.data()), values.size(), 1);
    if (result != Z_OK) throw std::runtime_error("zlib could not compress a chunk");
    out.resize(size);
    return out;
}

std::vector<Corner> corners(const ChunkedLayout& layout)
{
    const auto& [shape, chunk, width] = layout;
    std::vector<Corner> all;
    for (std::size_t z = 0; z < shape[0]; z += chunk[0])
        for (std::size_t y = 0; y < shape[1]; y += chunk[1])
            for (std::size_t x = 0; x < shape[2]; x += chunk[2]) all.push_back({z, y, x});
    return all;
}

}  // namespace

void compress_chunks(std::span<const std::byte> values, const ChunkedLayout& layout,
                     const std::function<void(std::array<std::size_t, 3>, std::span<const std::uint8_t>)>& store)
{
    const std::vector<Corner> all = corners(layout);
    std::vector<std::vector<std::uint8_t>> compressed(std::min(chunks_at_once, all.size()));
    for (std::size_t first = 0; first < all.size(); first += chunks_at_once) {
        const std::size_t now = std::min(chunks_at_once, all.size() - first);
        for_blocks(now, 1, [&](std::size_t i, std::size_t) {
            compressed[i] = deflate_fast(shuffle(cut_out(values, layout, all[first + i]), layout.element_bytes));
        });
        for (std::size_t i = 0; i < now; ++i) store(all[first + i], compressed[i]);
    }
}

}  // namespace trabecula
