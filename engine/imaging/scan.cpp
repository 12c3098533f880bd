#include "imaging/scan.hpp"

#include "imaging/metaimage.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace trabecula {

namespace {

struct Format {
    std::string_view extension;
    std::string_view name;
    Scan (*read)(const std::filesystem::path&, std::optional<Micrometres>);
};

/// To add a format: one row here, one reader.
constexpr auto formats = std::to_array<Format>({
    {".mha", "MetaImage, one file", &read_metaimage},
    {".mhd", "MetaImage, header and data", &read_metaimage},
});

std::string lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

const Format& format_of(const std::filesystem::path& path)
{
    const std::string extension = lower_case(path.extension().string());
    const auto known =
        std::find_if(formats.begin(), formats.end(), [&](const Format& f) { return f.extension == extension; });
    if (known != formats.end()) return *known;
    std::string list;
    for (const Format& format : formats)
        list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", format.extension, format.name);
    throw InputError({{{path.string()},
                       fmt::format("\"{}\" is not the extension of a scan that can be read; there are {}",
                                   path.extension().string(), list)}});
}

void refuse_unless_file(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error)) return;
    const bool exists = std::filesystem::exists(path, error);
    throw InputError({{{path.string()},
                       exists ? "this is not a file; name the scan itself"
                              : "there is no such file; check the path, which is relative to the folder "
                                "that the program runs in"}});
}

}  // namespace

Scan read_scan(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    if (voxel_size && !(voxel_size->value > 0.0 && std::isfinite(voxel_size->value)))
        throw InputError(
            {{{path.string()}, fmt::format("a voxel size of {} um is not a length above 0", voxel_size->value)}});
    const Format& format = format_of(path);
    refuse_unless_file(path);
    Scan scan = format.read(path, voxel_size);
    const auto odd = std::find_if(scan.grey.begin(), scan.grey.end(), [](float grey) { return !std::isfinite(grey); });
    if (odd != scan.grey.end())
        throw InputError({{{path.string()},
                           fmt::format("voxel {} is {}, not a finite grey value; export the scan again",
                                       odd - scan.grey.begin(), *odd)}});
    return scan;
}

}  // namespace trabecula
