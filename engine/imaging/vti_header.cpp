#include "imaging/vti_header.hpp"

#include "imaging/byte_source.hpp"
#include "imaging/stored_volume.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <vector>

namespace trabecula {

namespace {

constexpr std::size_t header_bytes = 1 << 16;

std::string beginning_of(const std::filesystem::path& path)
{
    std::string text(header_bytes, '\0');
    ByteSource source(path, 0, Packing::none);
    text.resize(source.read(std::as_writable_bytes(std::span(text))));
    return text;
}

/// The numbers of NAME="1 2 3" in the tag that begins at `tag`; empty when it has none.
std::vector<double> attribute(const std::string& text, std::size_t tag, const std::string& name)
{
    const std::size_t tag_end = text.find('>', tag);
    const std::size_t begin = text.find(" " + name + "=\"", tag);
    if (begin == std::string::npos || begin > tag_end) return {};
    const std::size_t value = begin + name.size() + 3;
    std::istringstream in(text.substr(value, text.find('"', value) - value));
    std::vector<double> numbers;
    for (double number = 0.0; in >> number;) numbers.push_back(number);
    return numbers;
}

}  // namespace

VtiHeader read_vti_header(const std::filesystem::path& path)
{
    const std::string text = beginning_of(path);
    const auto refuse = [&](const std::string& what) { throw InputError({{{path.string()}, what}}); };
    const std::size_t tag = text.find("<ImageData");
    if (text.find("<VTKFile") == std::string::npos || tag == std::string::npos)
        refuse("this is not a VTI file: there is no <VTKFile> with <ImageData>; check the file");
    const std::vector<double> extent = attribute(text, tag, "WholeExtent");
    const std::vector<double> spacing = attribute(text, tag, "Spacing");
    if (extent.size() != 6) refuse("WholeExtent is missing or not six numbers; export the scan again");
    const std::array<double, 3> n{extent[1] - extent[0] + 1, extent[3] - extent[2] + 1, extent[5] - extent[4] + 1};
    if (auto fault = fault_of_size(n)) refuse(*fault);
    const double file_bytes = static_cast<double>(std::filesystem::file_size(path));
    const double cells = std::max(n[0] - 1, 1.0) * std::max(n[1] - 1, 1.0) * std::max(n[2] - 1, 1.0);
    if (cells > file_bytes * static_cast<double>(best_compression))
        throw FileError(
            fmt::format("{}: {} bytes cannot hold {} x {} x {} values; the file is cut short: copy or "
                        "export it again",
                        path.string(), file_bytes, n[0], n[1], n[2]));
    VtiHeader header{{static_cast<int>(n[0]), static_cast<int>(n[1]), static_cast<int>(n[2])}};
    if (spacing.size() == 3) header.spacing = {spacing[0], spacing[1], spacing[2]};
    return header;
}

}  // namespace trabecula
