#pragma once
#include "core/error.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <span>

namespace trabecula::test {

/// Gives the bytes to a reader as a file in memory. The errors that a reader is to throw are no findings; whatever else
/// it throws, and what the sanitizers see, is one.
template <class Read>
int feed_file(std::span<const std::uint8_t> bytes, Read read)
{
    const int file = ::memfd_create("scan", MFD_CLOEXEC);
    const bool is_written = ::write(file, bytes.data(), bytes.size()) == static_cast<::ssize_t>(bytes.size());
    try {
        if (is_written) read(std::filesystem::path(fmt::format("/proc/self/fd/{}", file)));
    } catch (const InputError&) {
    } catch (const FileError&) {
    }
    ::close(file);
    return 0;
}

}  // namespace trabecula::test
