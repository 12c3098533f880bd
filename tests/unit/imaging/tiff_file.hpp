#pragma once
#include "temporary_folder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace trabecula::test {

/// One uncompressed page of a TIFF, and what is wrong with it.
struct TiffPage {
    int width = 3;
    int height = 2;
    int first_value = 0;  // the page holds first_value, first_value + 1, ...
    int bits = 8;
    int samples = 1;
    int photometric = 1;
    int missing_bytes = 0;  // fewer than the strip needs, though its length is told truly
};

/// A classic little-endian TIFF; each page is its values, then its directory.
inline std::string tiff(const std::vector<TiffPage>& pages, std::uint32_t last_next = 0)
{
    constexpr std::uint32_t entries = 9;
    constexpr std::uint32_t directory_bytes = 2 + 12 * entries + 4;
    std::string file = std::string("II") + little<std::uint16_t>(42) + little<std::uint32_t>(0);
    std::size_t link = 4;
    for (const TiffPage& page : pages) {
        const auto data = static_cast<std::uint32_t>(file.size());
        const int count = page.width * page.height * page.bits / 8 - page.missing_bytes;
        for (int i = 0; i < count; ++i) file += static_cast<char>(page.first_value + i);
        const auto directory = static_cast<std::uint32_t>(file.size());
        file.replace(link, 4, little(directory));
        file += little<std::uint16_t>(entries);
        const auto entry = [&](int tag, int value) {
            file += little(static_cast<std::uint16_t>(tag)) + little<std::uint16_t>(4) + little<std::uint32_t>(1) +
                    little(static_cast<std::uint32_t>(value));
        };
        entry(256, page.width);
        entry(257, page.height);
        entry(258, page.bits);
        entry(259, 1);
        entry(262, page.photometric);
        entry(273, static_cast<int>(data));
        entry(277, page.samples);
        entry(278, page.height);
        entry(279, count);
        link = directory + directory_bytes - 4;
        file += little(last_next);
    }
    return file;
}

}  // namespace trabecula::test
