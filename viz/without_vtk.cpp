#include "viz/bar_chart.hpp"
#include "viz/render_movie.hpp"
#include "viz/render_run.hpp"
#include "viz/view/viewer.hpp"

#include "core/error.hpp"

namespace trabecula {

namespace {

constexpr const char* remedy = "this build has no pictures: install libvtk9-dev and configure with -DWITH_VTK=ON";

}  // namespace

std::vector<std::filesystem::path> render_run(const RunReader&, const RenderOptions&)
{
    throw InputError(remedy);
}

Movie render_movie(const RunReader&, const MovieOptions&)
{
    throw InputError(remedy);
}

class Viewer::Window {};

Viewer::Viewer(const RunReader&, const RenderOptions&, Screen)
{
    throw InputError(remedy);
}

Viewer::~Viewer() = default;

std::vector<std::filesystem::path> Viewer::wait()
{
    return {};
}

Picture draw_scene(const Scene&, const SceneView&)
{
    throw NoPictures(remedy);
}

std::vector<unsigned char> png_bytes(const Picture&)
{
    throw NoPictures(remedy);
}

bool write_bar_chart(const BarChart&, const std::filesystem::path&)
{
    return false;
}

}  // namespace trabecula
