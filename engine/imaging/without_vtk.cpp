#include "imaging/tiff.hpp"
#include "imaging/vti.hpp"
#include "imaging/vti_header.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

namespace trabecula {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const char* format)
{
    throw InputError(
        {{{path.string()},
          fmt::format("this build has no VTK, which reads {}; install libvtk9-dev and configure again with "
                      "-DWITH_VTK=ON, or save the scan as MetaImage (.mha)",
                      format)}});
}

}  // namespace

std::vector<float> read_tiff_pages(const std::filesystem::path& path, const TiffHeader&)
{
    refuse(path, "TIFF");
}

Scan read_vti(const std::filesystem::path& path, std::optional<Micrometres>)
{
    read_vti_header(path);
    refuse(path, "VTI");
}

}  // namespace trabecula
