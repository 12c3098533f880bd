#include "imaging/metaimage.hpp"

#include "core/error.hpp"

namespace trabecula {

Scan read_metaimage(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    refuse_unless_complete(read_metaimage_header(path, voxel_size));
    throw InputError({{{path.string()},
                       "this build has no scan import; install libvtk9-dev, and configure again with "
                       "-DWITH_VTK=ON"}});
}

}  // namespace trabecula
