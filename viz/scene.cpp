#include "viz/scene.hpp"

#include "viz/annotations.hpp"
#include "viz/bone_surface.hpp"
#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/render_window.hpp"
#include "viz/ticks.hpp"
#include "viz/vtk_messages.hpp"

#include <fmt/format.h>
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkFloatArray.h>
#include <vtkGlyph3DMapper.h>
#include <vtkLightKit.h>
#include <vtkNew.h>
#include <vtkOutlineSource.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSphereSource.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace trabecula {

namespace {

constexpr int finer = 2;  // rendered at so many times the size, then averaged: smooth edges
constexpr std::size_t many_cells = 20000;

double dot(const Vector3& a, const Vector3& b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

/// Orthonormal: to the right of the picture, up, and towards the eye.
struct Frame {
    Vector3 right;
    Vector3 up;
    Vector3 eye;
};

Frame frame_at(double turn_degrees, double rise_degrees)
{
    const double turn = turn_degrees * std::numbers::pi / 180;
    const double rise = rise_degrees * std::numbers::pi / 180;
    return {{std::cos(turn), std::sin(turn), 0},
            {-std::sin(rise) * std::sin(turn), std::sin(rise) * std::cos(turn), std::cos(rise)},
            {std::cos(rise) * std::sin(turn), -std::cos(rise) * std::cos(turn), std::sin(rise)}};
}

Frame frame_of(const SceneView& view)
{
    const double turn = view.turn_degrees.value_or(0);
    switch (view.camera) {
        case Camera::front:
            return frame_at(turn, 0);
        case Camera::top:
            return frame_at(turn, 90);
        case Camera::corner:
            break;
    }
    return frame_at(34 + turn, 25);
}

Vector3 extent_um(const Grid& grid)
{
    const double step = grid.spacing.value;
    return {grid.nx * step, grid.ny * step, grid.nz * step};
}

/// Length of the cube's shadow along a direction.
double shadow_um(const Grid& grid, const Vector3& along)
{
    return dot(extent_um(grid), {std::abs(along.x), std::abs(along.y), std::abs(along.z)});
}

/// Width and height of the cube's shadow; when the eye is turned, of the largest one.
Spot shadow_um(const Grid& grid, const Frame& frame, const SceneView& view)
{
    if (!view.turn_degrees) return {shadow_um(grid, frame.right), shadow_um(grid, frame.up)};
    const Vector3 extent = extent_um(grid);
    const double across = std::hypot(extent.x, extent.y);
    return {across, across * std::hypot(frame.up.x, frame.up.y) + extent.z * std::abs(frame.up.z)};
}

void add(vtkRenderer& renderer, vtkMapper& mapper, double specular)
{
    vtkNew<vtkActor> actor;
    actor->SetMapper(&mapper);
    actor->GetProperty()->SetInterpolationToPhong();
    actor->GetProperty()->SetAmbient(0.18);
    actor->GetProperty()->SetDiffuse(0.88);
    actor->GetProperty()->SetSpecular(specular);
    actor->GetProperty()->SetSpecularPower(25);
    renderer.AddActor(actor);
}

void add_bone(vtkRenderer& renderer, const BoneImage& bone, Cut cut)
{
    const auto surface = bone_surface(bone, cut);
    if (surface->GetNumberOfPoints() == 0) return;
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(surface);
    add(renderer, *mapper, 0.06);
}

vtkSmartPointer<vtkPolyData> cell_points(const CellImage& cells, const Grid& grid, Cut cut)
{
    std::vector<Colour> colours;
    for (const auto& type : cells.types) colours.push_back(cell_colour(type.name));
    vtkNew<vtkPoints> points;
    vtkNew<vtkFloatArray> radius_um;
    radius_um->SetName("radius");
    vtkNew<vtkUnsignedCharArray> colour;
    colour->SetName("colour");
    colour->SetNumberOfComponents(3);
    for (std::size_t i = 0; i < cells.agents.position_um.size(); ++i) {
        const auto& [x, y, z] = cells.agents.position_um[i];
        if (is_cut_away(grid, cut, {x, y, z})) continue;
        const Colour painted = colours.at(cells.agents.type[i]);
        points->InsertNextPoint(x, y, z);
        radius_um->InsertNextValue(cells.agents.radius_um[i]);
        colour->InsertNextTuple3(painted.red, painted.green, painted.blue);
    }
    auto data = vtkSmartPointer<vtkPolyData>::New();
    data->SetPoints(points);
    data->GetPointData()->AddArray(radius_um);
    data->GetPointData()->SetScalars(colour);
    return data;
}

void add_cells(vtkRenderer& renderer, const Scene& scene, Cut cut)
{
    const auto points = cell_points(scene.cells, scene.bone.grid, cut);
    if (points->GetNumberOfPoints() == 0) return;
    const bool many = scene.cells.agents.position_um.size() > many_cells;
    vtkNew<vtkSphereSource> sphere;
    sphere->SetRadius(1);
    sphere->SetThetaResolution(many ? 10 : 24);
    sphere->SetPhiResolution(many ? 8 : 16);
    vtkNew<vtkGlyph3DMapper> mapper;
    mapper->SetInputData(points);
    mapper->SetSourceConnection(sphere->GetOutputPort());
    mapper->SetScaleArray("radius");
    mapper->SetScaleModeToScaleByMagnitude();
    add(renderer, *mapper, 0.25);
}

void add_outline(vtkRenderer& renderer, const Grid& grid, double width_px)
{
    const Vector3 extent = extent_um(grid);
    vtkNew<vtkOutlineSource> box;
    box->SetBounds(0, extent.x, 0, extent.y, 0, extent.z);
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputConnection(box->GetOutputPort());
    vtkNew<vtkActor> actor;
    actor->SetMapper(mapper);
    actor->GetProperty()->SetColor(0.45, 0.45, 0.45);
    actor->GetProperty()->SetLighting(false);
    actor->GetProperty()->SetLineWidth(static_cast<float>(width_px));
    renderer.AddActor(actor);
}

void aim(vtkRenderer& renderer, const Grid& grid, const Frame& frame, double um_high)
{
    const Vector3 extent = extent_um(grid);
    const double away = 2 * (extent.x + extent.y + extent.z);
    const Vector3 centre{extent.x / 2, extent.y / 2, extent.z / 2};
    vtkCamera* camera = renderer.GetActiveCamera();
    camera->ParallelProjectionOn();
    camera->SetFocalPoint(centre.x, centre.y, centre.z);
    camera->SetPosition(centre.x + away * frame.eye.x, centre.y + away * frame.eye.y, centre.z + away * frame.eye.z);
    camera->SetViewUp(frame.up.x, frame.up.y, frame.up.z);
    camera->SetParallelScale(um_high / 2);
    camera->SetClippingRange(away - extent.x - extent.y - extent.z, away + extent.x + extent.y + extent.z);
}

Picture rendered(const Scene& scene, const SceneView& view, PictureSize size, double px_per_um)
{
    OffscreenWindow offscreen({size.width * finer, size.height * finer});
    vtkNew<vtkRenderer> renderer;
    renderer->SetBackground(1, 1, 1);
    vtkNew<vtkLightKit> lights;
    lights->SetKeyLightIntensity(0.85);
    lights->SetKeyLightAngle(42, 14);
    lights->SetKeyToFillRatio(2.5);
    lights->SetKeyToHeadRatio(2.8);
    lights->AddLightsToRenderer(renderer);
    add_bone(*renderer, scene.bone, view.cut);
    add_cells(*renderer, scene, view.cut);
    add_outline(*renderer, scene.bone.grid, 1.2 * finer);
    aim(*renderer, scene.bone.grid, frame_of(view), size.height / px_per_um);
    offscreen.window().AddRenderer(renderer);
    return halved(offscreen.rendered());
}

std::string bone_volume_note(const BoneImage& bone)
{
    double volume = 0;
    double voxels = 0;
    for (std::size_t i = 0; i < bone.bone_fraction.size(); ++i) {
        if (!bone.outside.empty() && bone.outside[i] != 0) continue;
        volume += bone.bone_fraction[i];
        ++voxels;
    }
    return fmt::format("{:.1f} %", voxels > 0 ? 100 * volume / voxels : 0.0);
}

void draw_axes(Canvas& canvas, Spot origin, const Frame& frame)
{
    const double length_px = canvas.thousandths(42);
    constexpr std::array axes{std::pair{"x", Vector3{1, 0, 0}}, std::pair{"y", Vector3{0, 1, 0}},
                              std::pair{"z", Vector3{0, 0, 1}}};
    for (const auto& [name, axis] : axes) {
        const double x = dot(axis, frame.right);
        const double y = -dot(axis, frame.up);
        if (std::hypot(x, y) < 0.1) continue;
        canvas.line(origin, {origin.x + x * length_px, origin.y + y * length_px}, {90, 90, 90}, canvas.thousandths(2));
        const double beyond = length_px + 0.6 * small_text_px(canvas) / std::hypot(x, y);
        canvas.text({origin.x + x * beyond, origin.y + y * beyond}, name,
                    {.size_px = small_text_px(canvas), .colour = {90, 90, 90}, .across = Across::centre});
    }
}

}  // namespace

Picture draw_scene(const Scene& scene, const SceneView& view)
{
    Canvas canvas{Picture(view.size)};
    Box area = draw_header(canvas, scene.title, time_stamp(scene.time));

    std::vector<LegendRow> legend = cell_legend(scene.cells, AbsentCells::listed);
    legend.push_back({LegendRow::Mark::patch, bone_ivory, "bone, BV/TV", bone_volume_note(scene.bone)});
    const Box drawing = draw_side_legend(canvas, area, legend);

    const double footer = canvas.thousandths(60);
    const Frame frame = frame_of(view);
    const PictureSize size{static_cast<int>(drawing.width), static_cast<int>(drawing.height - footer)};
    const Spot shadow = shadow_um(scene.bone.grid, frame, view);
    const double px_per_um = 0.98 * std::min(size.width / shadow.x, size.height / shadow.y);
    VtkMessages messages;
    canvas.paste(rendered(scene, view, size, px_per_um), static_cast<int>(drawing.left), static_cast<int>(drawing.top));
    messages.throw_if_any("drawing bone and cells");

    draw_scale_bar(canvas, {drawing.left, drawing.bottom()}, px_per_um, 0.3 * drawing.width);
    draw_axes(canvas, {area.right() - canvas.thousandths(85), area.bottom() - canvas.thousandths(25)}, frame);
    return canvas.picture();
}

}  // namespace trabecula
