#include "viz/scene_props.hpp"

#include "viz/bone_surface.hpp"
#include "viz/palette.hpp"
#include "viz/vtk_image.hpp"

#include <vtkFloatArray.h>
#include <vtkGlyph3DMapper.h>
#include <vtkLightKit.h>
#include <vtkNew.h>
#include <vtkOutlineSource.h>
#include <vtkPlaneSource.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkSphereSource.h>
#include <vtkTexture.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <array>

namespace trabecula {

namespace {

constexpr std::size_t many_cells = 20000;
constexpr int longest_map_px = 900;

vtkSmartPointer<vtkActor> shining(vtkMapper& mapper, double specular)
{
    auto actor = vtkSmartPointer<vtkActor>::New();
    actor->SetMapper(&mapper);
    actor->GetProperty()->SetInterpolationToPhong();
    actor->GetProperty()->SetAmbient(0.18);
    actor->GetProperty()->SetDiffuse(0.88);
    actor->GetProperty()->SetSpecular(specular);
    actor->GetProperty()->SetSpecularPower(25);
    return actor;
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

vtkSmartPointer<vtkActor> unlit(vtkMapper& mapper)
{
    auto actor = vtkSmartPointer<vtkActor>::New();
    actor->SetMapper(&mapper);
    actor->GetProperty()->SetLighting(false);
    return actor;
}

Picture map_of(const FieldSlice& slice, const BoneImage& bone)
{
    const SliceLayer layer = slice_layer_of(slice.field, bone, slice.axis, slice.layer);
    const int px_per_voxel = std::max(1, longest_map_px / std::max(layer.field.width, layer.field.height));
    return slice_map(layer, BoneStyle::outline, slice.range,
                     {layer.field.width * px_per_voxel, layer.field.height * px_per_voxel}, 0.4 * px_per_voxel);
}

}  // namespace

vtkSmartPointer<vtkRenderer> lit_renderer()
{
    auto renderer = vtkSmartPointer<vtkRenderer>::New();
    renderer->SetBackground(1, 1, 1);
    vtkNew<vtkLightKit> lights;
    lights->SetKeyLightIntensity(0.85);
    lights->SetKeyLightAngle(42, 14);
    lights->SetKeyToFillRatio(2.5);
    lights->SetKeyToHeadRatio(2.8);
    lights->AddLightsToRenderer(renderer);
    return renderer;
}

vtkSmartPointer<vtkActor> bone_actor(const BoneImage& bone, Cut cut)
{
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(bone_surface(bone, cut));
    return shining(*mapper, 0.06);
}

vtkSmartPointer<vtkActor> cells_actor(const CellImage& cells, const Grid& grid, Cut cut)
{
    const bool many = cells.agents.position_um.size() > many_cells;
    vtkNew<vtkSphereSource> sphere;
    sphere->SetRadius(1);
    sphere->SetThetaResolution(many ? 10 : 24);
    sphere->SetPhiResolution(many ? 8 : 16);
    vtkNew<vtkGlyph3DMapper> mapper;
    mapper->SetInputData(cell_points(cells, grid, cut));
    mapper->SetSourceConnection(sphere->GetOutputPort());
    mapper->SetScaleArray("radius");
    mapper->SetScaleModeToScaleByMagnitude();
    return shining(*mapper, 0.25);
}

vtkSmartPointer<vtkActor> slice_actor(const FieldSlice& slice, const BoneImage& bone)
{
    const Grid& grid = slice.field.grid;
    const PlaneAxes axes = plane_axes(slice.axis);
    std::array<double, 3> corner{};
    corner[static_cast<std::size_t>(axes.through)] = layer_um(grid, slice.layer);
    std::array<double, 3> right = corner;
    std::array<double, 3> top = corner;
    right[static_cast<std::size_t>(axes.across)] = count_along(grid, axes.across) * grid.spacing.value;
    top[static_cast<std::size_t>(axes.up)] = count_along(grid, axes.up) * grid.spacing.value;
    vtkNew<vtkPlaneSource> plane;
    plane->SetOrigin(corner.data());
    plane->SetPoint1(right.data());
    plane->SetPoint2(top.data());
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputConnection(plane->GetOutputPort());
    vtkNew<vtkTexture> texture;
    texture->SetInputData(vtk_image(map_of(slice, bone)));
    texture->InterpolateOn();
    const auto actor = unlit(*mapper);
    actor->SetTexture(texture);
    return actor;
}

vtkSmartPointer<vtkActor> outline_actor(const Grid& grid, double width_px)
{
    const Vector3 extent = extent_um(grid);
    vtkNew<vtkOutlineSource> box;
    box->SetBounds(0, extent.x, 0, extent.y, 0, extent.z);
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputConnection(box->GetOutputPort());
    const auto actor = unlit(*mapper);
    actor->GetProperty()->SetColor(0.45, 0.45, 0.45);
    actor->GetProperty()->SetLineWidth(static_cast<float>(width_px));
    return actor;
}

void aim(vtkCamera& camera, const Grid& grid, const Eye& eye, double um_high)
{
    const Vector3 extent = extent_um(grid);
    const double away = 2 * (extent.x + extent.y + extent.z);
    const Vector3 centre{extent.x / 2, extent.y / 2, extent.z / 2};
    const Vector3& to_eye = eye.towards;
    camera.ParallelProjectionOn();
    camera.SetFocalPoint(centre.x, centre.y, centre.z);
    camera.SetPosition(centre.x + away * to_eye.x, centre.y + away * to_eye.y, centre.z + away * to_eye.z);
    camera.SetViewUp(eye.up.x, eye.up.y, eye.up.z);
    camera.SetParallelScale(um_high / 2);
    camera.SetClippingRange(away - extent.x - extent.y - extent.z, away + extent.x + extent.y + extent.z);
}

}  // namespace trabecula
