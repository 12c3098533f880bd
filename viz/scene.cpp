#include "viz/scene.hpp"

#include "viz/field_volume.hpp"
#include "viz/render_window.hpp"
#include "viz/scene_page.hpp"
#include "viz/scene_props.hpp"
#include "viz/vtk_messages.hpp"

namespace trabecula {

namespace {

constexpr int finer = 2;  // rendered at so many times the size, then averaged: smooth edges

Picture drawn(const Scene& scene, const SceneView& view, const Eye& eye, PictureSize size, double px_per_um)
{
    OffscreenWindow offscreen({size.width * finer, size.height * finer});
    const auto renderer = lit_renderer();
    const Grid& grid = scene.bone.grid;
    renderer->AddActor(bone_actor(scene.bone, view.cut));
    renderer->AddActor(cells_actor(scene.cells, grid, view.cut));
    if (scene.slice) renderer->AddActor(slice_actor(*scene.slice, scene.bone));
    if (scene.volume) renderer->AddVolume(volume_prop(*scene.volume, scene.bone, view.cut, finer));
    renderer->AddActor(outline_actor(grid, 1.2 * finer));
    aim(*renderer->GetActiveCamera(), grid, eye, size.height / px_per_um);
    offscreen.window().AddRenderer(renderer);
    return halved(rendered(offscreen.window()));
}

}  // namespace

Picture draw_scene(const Scene& scene, const SceneView& view)
{
    ScenePage page = scene_page(scene, view.size, scene_legend(scene));
    const Eye eye = eye_at(view.camera, view.turn_degrees.value_or(0));
    const Grid& grid = scene.bone.grid;
    const double px_per_um =
        fitting_px_per_um(page.drawing, view.turn_degrees ? turned_shadow_um(grid, eye) : shadow_um(grid, eye));
    const PictureSize size{static_cast<int>(page.drawing.width), static_cast<int>(page.drawing.height)};
    VtkMessages messages;
    page.canvas.paste(drawn(scene, view, eye, size, px_per_um), static_cast<int>(page.drawing.left),
                      static_cast<int>(page.drawing.top));
    messages.throw_if_any("drawing bone and cells");
    draw_scale_and_axes(page, eye, px_per_um);
    return page.canvas.picture();
}

}  // namespace trabecula
