#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace trabecula {

/// How bytes lie in a file: as they are, or deflated (a gzip or zlib stream).
enum class Packing : std::uint8_t { none, deflate };

/// What deflate can make of one byte at most; whoever claims more is wrong.
inline constexpr std::uintmax_t best_compression = 1032;

/// The bytes of a file, one after the other from an offset on; packed ones are unpacked on the way.
class ByteSource {
  public:
    /// @throws FileError  when the file cannot be opened
    ByteSource(const std::filesystem::path& path, std::uintmax_t offset, Packing packing);
    ~ByteSource();
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    /// Fills `bytes` as far as there are any.
    /// @return how many were filled: fewer than asked at the end alone
    /// @throws FileError  when packed data are damaged
    std::size_t read(std::span<std::byte> bytes);

  private:
    struct Content;
    std::unique_ptr<Content> content_;
};

}  // namespace trabecula
