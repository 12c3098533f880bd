#pragma once
#include <fmt/format.h>

#include <string>

namespace trabecula {

/// "182 MB", "12.3 GB"
inline std::string bytes_text(double bytes)
{
    return bytes < 1e9 ? fmt::format("{:.0f} MB", bytes / 1e6) : fmt::format("{:.1f} GB", bytes / 1e9);
}

}  // namespace trabecula
