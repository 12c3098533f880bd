#include "viz/bar_chart.hpp"
#include "viz/render_run.hpp"

#include "core/error.hpp"

namespace trabecula {

std::vector<std::filesystem::path> render_run(const RunReader&, const RenderOptions&)
{
    throw InputError("this build has no pictures: install libvtk9-dev and configure with -DWITH_VTK=ON");
}

bool write_bar_chart(const BarChart&, const std::filesystem::path&)
{
    return false;
}

}  // namespace trabecula
