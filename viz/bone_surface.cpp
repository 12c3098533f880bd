#include "viz/bone_surface.hpp"

#include "viz/bone_smoothing.hpp"
#include "viz/palette.hpp"

#include <vtkFloatArray.h>
#include <vtkFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyDataNormals.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace trabecula {

namespace {

constexpr float iso = 0.5F;
constexpr double shade_radius_um = 60.0;
constexpr double deepest_shade = 0.62;

/// Voxels with a margin of one on every side.
struct Padded {
    explicit Padded(const Grid& inner)
        : grid{inner.nx + 2, inner.ny + 2, inner.nz + 2, inner.spacing},
          shown(grid.size(), 0),
          values(grid.size(), 0.0F)
    {}
    Grid grid;
    std::vector<std::uint8_t> shown;
    std::vector<float> values;
};

bool is_shown(const BoneImage& bone, Cut cut, Voxel v)
{
    const bool outside = !bone.outside.empty() && bone.outside[bone.grid.index(v)] != 0;
    return !outside && !is_cut_away(bone.grid, cut, bone.grid.centre_um(v));
}

template <class Visit>
void for_each_voxel(const Grid& grid, Visit visit)
{
    for (int z = 0; z < grid.nz; ++z)
        for (int y = 0; y < grid.ny; ++y)
            for (int x = 0; x < grid.nx; ++x) visit(Voxel{x, y, z});
}

constexpr auto neighbours = std::to_array<Voxel>({{-1, 0, 0}, {1, 0, 0}, {0, -1, 0}, {0, 1, 0}, {0, 0, -1}, {0, 0, 1}});

float densest_shown_neighbour(const Padded& padded, Voxel v)
{
    float densest = 0.0F;
    for (const Voxel step : neighbours) {
        const Voxel near{v.x + step.x, v.y + step.y, v.z + step.z};
        if (padded.grid.contains(near) && padded.shown[padded.grid.index(near)] != 0)
            densest = std::max(densest, padded.values[padded.grid.index(near)]);
    }
    return densest;
}

// A hidden voxel mirrors its shown neighbour about 0.5, so that the surface passes exactly between the two.
void close_at_hidden_voxels(Padded& padded)
{
    for_each_voxel(padded.grid, [&](Voxel v) {
        const std::size_t i = padded.grid.index(v);
        if (padded.shown[i] == 0) padded.values[i] = std::min(1.0F - densest_shown_neighbour(padded, v), iso - 0.01F);
    });
}

Padded padded_bone(const BoneImage& bone, Cut cut)
{
    Padded padded(bone.grid);
    const std::vector<float> fraction = smoothed_fraction(bone);
    for_each_voxel(bone.grid, [&](Voxel v) {
        const std::size_t i = padded.grid.index({v.x + 1, v.y + 1, v.z + 1});
        if (!is_shown(bone, cut, v)) return;
        padded.shown[i] = 1;
        padded.values[i] = fraction[bone.grid.index(v)];
    });
    close_at_hidden_voxels(padded);
    return padded;
}

void blur_along(std::vector<float>& values, int count, std::size_t stride, std::size_t first, int radius)
{
    std::vector<double> sums(static_cast<std::size_t>(count) + 1, 0.0);
    for (int i = 0; i < count; ++i)
        sums[static_cast<std::size_t>(i) + 1] =
            sums[static_cast<std::size_t>(i)] + values[first + static_cast<std::size_t>(i) * stride];
    for (int i = 0; i < count; ++i) {
        const auto from = static_cast<std::size_t>(std::max(0, i - radius));
        const auto to = static_cast<std::size_t>(std::min(count, i + radius + 1));
        values[first + static_cast<std::size_t>(i) * stride] =
            static_cast<float>((sums[to] - sums[from]) / (2 * radius + 1));  // nothing beyond the edge
    }
}

void box_blur(std::vector<float>& values, const Grid& grid, int radius)
{
    const auto row = static_cast<std::size_t>(grid.nx);
    const std::size_t layer = row * static_cast<std::size_t>(grid.ny);
    for (int z = 0; z < grid.nz; ++z)
        for (int y = 0; y < grid.ny; ++y) blur_along(values, grid.nx, 1, grid.index({0, y, z}), radius);
    for (int z = 0; z < grid.nz; ++z)
        for (int x = 0; x < grid.nx; ++x) blur_along(values, grid.ny, row, grid.index({x, 0, z}), radius);
    for (int y = 0; y < grid.ny; ++y)
        for (int x = 0; x < grid.nx; ++x) blur_along(values, grid.nz, layer, grid.index({x, y, 0}), radius);
}

/// How much bone there is around a place: the share of ambient light that it takes away.
class Surroundings {
  public:
    explicit Surroundings(const Padded& padded) : grid_(padded.grid), density_(padded.values)
    {
        const int radius = std::max(1, static_cast<int>(std::lround(shade_radius_um / 2 / grid_.spacing.value)));
        for (std::size_t i = 0; i < density_.size(); ++i)
            density_[i] = padded.shown[i] != 0 && density_[i] >= iso ? 1.0F : 0.0F;
        for (int pass = 0; pass < 2; ++pass) box_blur(density_, grid_, radius);
    }

    double at(const std::array<double, 3>& place_um) const
    {
        const auto voxel_at = [&](double um, int count) {
            return std::clamp(static_cast<int>(std::floor(um / grid_.spacing.value)) + 1, 0, count - 1);
        };
        return density_[grid_.index(
            {voxel_at(place_um[0], grid_.nx), voxel_at(place_um[1], grid_.ny), voxel_at(place_um[2], grid_.nz)})];
    }

  private:
    Grid grid_;
    std::vector<float> density_;
};

using Vector = std::array<double, 3>;

/// The flat faces that end the bone: those of the cube and of the octant cut away.
class Faces {
  public:
    Faces(const Grid& grid, Cut cut) : grid_(grid), cut_(cut) {}

    /// The outward normal of the face that the point lies on, if it lies on one.
    std::optional<Vector> normal_at(const Vector& point) const
    {
        const double step = grid_.spacing.value;
        const std::array<int, 3> counts{grid_.nx, grid_.ny, grid_.nz};
        for (std::size_t axis = 0; axis < 3; ++axis)
            for (const double side : {-1.0, 1.0}) {
                Vector ahead = point;
                Vector behind = point;
                ahead[axis] += side * reach * step;
                behind[axis] -= side * reach * step;
                const double end = side < 0 ? 0 : counts[axis] * step;
                const bool on_cube = std::abs(point[axis] - end) < reach * step;
                if (!on_cube && !(is_hidden(ahead) && !is_hidden(behind))) continue;
                Vector normal{};
                normal[axis] = side;
                return normal;
            }
        return std::nullopt;
    }

  private:
    static constexpr double reach = 0.06;  // voxels
    bool is_hidden(const Vector& place) const { return is_cut_away(grid_, cut_, {place[0], place[1], place[2]}); }

    Grid grid_;
    Cut cut_;
};

/// Smooth bone is darker where bone surrounds it; cut faces are tan and lit evenly.
void finish_points(vtkPolyData& surface, const Faces& faces, const Surroundings& surroundings)
{
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetName("colour");
    colours->SetNumberOfComponents(3);
    colours->SetNumberOfTuples(surface.GetNumberOfPoints());
    vtkDataArray* normals = surface.GetPointData()->GetNormals();
    for (vtkIdType i = 0; i < surface.GetNumberOfPoints(); ++i) {
        Vector point{};
        Vector normal{};
        surface.GetPoint(i, point.data());
        normals->GetTuple(i, normal.data());
        if (const auto flat = faces.normal_at(point)) {
            normals->SetTuple(i, flat->data());
            colours->SetTuple3(i, cut_bone.red, cut_bone.green, cut_bone.blue);
            continue;
        }
        for (std::size_t axis = 0; axis < 3; ++axis) point[axis] += 0.6 * shade_radius_um * normal[axis];
        const double light = 1.0 - deepest_shade * std::min(1.0, 1.6 * surroundings.at(point));
        colours->SetTuple3(i, bone_ivory.red * light, bone_ivory.green * light, bone_ivory.blue * light);
    }
    surface.GetPointData()->SetScalars(colours);
}

vtkSmartPointer<vtkPolyData> contour(Padded& padded)
{
    const double step = padded.grid.spacing.value;
    vtkNew<vtkFloatArray> values;
    values->SetArray(padded.values.data(), static_cast<vtkIdType>(padded.values.size()), 1);
    vtkNew<vtkImageData> image;
    image->SetDimensions(padded.grid.nx, padded.grid.ny, padded.grid.nz);
    image->SetSpacing(step, step, step);
    image->SetOrigin(-0.5 * step, -0.5 * step, -0.5 * step);
    image->GetPointData()->SetScalars(values);

    vtkNew<vtkFlyingEdges3D> edges;
    edges->SetInputData(image);
    edges->SetValue(0, iso);
    edges->ComputeNormalsOff();
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputConnection(edges->GetOutputPort());
    normals->SetFeatureAngle(60);
    normals->ConsistencyOff();
    normals->Update();
    return normals->GetOutput();
}

}  // namespace

vtkSmartPointer<vtkPolyData> bone_surface(const BoneImage& bone, Cut cut)
{
    Padded padded = padded_bone(bone, cut);
    const Surroundings surroundings(padded);
    auto surface = contour(padded);
    if (surface->GetNumberOfPoints() > 0) finish_points(*surface, Faces(bone.grid, cut), surroundings);
    return surface;
}

}  // namespace trabecula
