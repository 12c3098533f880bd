#include "viz/field_volume.hpp"

#include "viz/palette.hpp"

#include <vtkColorTransferFunction.h>
#include <vtkFixedPointVolumeRayCastMapper.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPiecewiseFunction.h>
#include <vtkPointData.h>
#include <vtkVolumeProperty.h>

#include <algorithm>

namespace trabecula {

namespace {

constexpr int colours = 32;
constexpr double cubes_until_opaque = 0.2;  // what the highest value needs of the cube's edge to hide what is behind

/// A point at the centre of every voxel, with nothing to see beyond the sample.
vtkSmartPointer<vtkImageData> image_of(const FieldVolume& volume, const BoneImage& bone)
{
    const Grid& grid = volume.field.grid;
    const double step = grid.spacing.value;
    vtkNew<vtkFloatArray> values;
    values->SetNumberOfTuples(static_cast<vtkIdType>(grid.size()));
    std::ranges::copy(volume.field.values, values->GetPointer(0));
    for (std::size_t i = 0; i < bone.outside.size(); ++i)
        if (bone.outside[i] != 0) values->GetPointer(0)[i] = static_cast<float>(volume.range.low);
    auto image = vtkSmartPointer<vtkImageData>::New();
    image->SetDimensions(grid.nx, grid.ny, grid.nz);
    image->SetSpacing(step, step, step);
    image->SetOrigin(step / 2, step / 2, step / 2);
    image->GetPointData()->SetScalars(values);
    return image;
}

/// VTK divides the box by two planes per axis into 27 regions, x fastest; the second planes lie beyond the box.
void crop(vtkVolumeMapper& mapper, const Grid& grid, Cut cut)
{
    if (cut == Cut::none) return;
    const double step = grid.spacing.value;
    const auto middle = [&](int count) { return count / 2 * step; };
    const auto beyond = [&](int count) { return (count + 1) * step; };
    mapper.SetCroppingRegionPlanes(middle(grid.nx), beyond(grid.nx), middle(grid.ny), beyond(grid.ny), middle(grid.nz),
                                   beyond(grid.nz));
    int shown = 0;
    for (int region = 0; region < 27; ++region) {
        const double sign_x = region % 3 > 0 ? 1 : -1;
        const double sign_y = region / 3 % 3 > 0 ? 1 : -1;
        const double sign_z = region / 9 > 0 ? 1 : -1;
        const Vector3 place{middle(grid.nx) + sign_x, middle(grid.ny) + sign_y, middle(grid.nz) + sign_z};
        if (!is_cut_away(grid, cut, place)) shown |= 1 << region;
    }
    mapper.SetCroppingRegionFlags(shown);
    mapper.CroppingOn();
}

vtkSmartPointer<vtkVolumeProperty> mist(const ValueRange& range, double opaque_um)
{
    vtkNew<vtkColorTransferFunction> colour;
    vtkNew<vtkPiecewiseFunction> opacity;
    for (int i = 0; i <= colours; ++i) {
        const double share = static_cast<double>(i) / colours;
        const double value = range.low + share * (range.high - range.low);
        const Colour painted = concentration_colour(share);
        colour->AddRGBPoint(value, painted.red / 255.0, painted.green / 255.0, painted.blue / 255.0);
        opacity->AddPoint(value, 0.95 * share * share);
    }
    auto property = vtkSmartPointer<vtkVolumeProperty>::New();
    property->SetColor(colour);
    property->SetScalarOpacity(opacity);
    property->SetScalarOpacityUnitDistance(opaque_um);
    property->SetInterpolationTypeToLinear();
    return property;
}

}  // namespace

vtkSmartPointer<vtkVolume> volume_prop(const FieldVolume& volume, const BoneImage& bone, Cut cut, int coarseness)
{
    const Grid& grid = volume.field.grid;
    const double edge_um = std::max({grid.nx, grid.ny, grid.nz}) * grid.spacing.value;
    vtkNew<vtkFixedPointVolumeRayCastMapper> mapper;
    mapper->SetInputData(image_of(volume, bone));
    mapper->AutoAdjustSampleDistancesOff();
    mapper->SetImageSampleDistance(static_cast<float>(coarseness));
    mapper->SetSampleDistance(static_cast<float>(grid.spacing.value / 2));
    crop(*mapper, grid, cut);
    auto prop = vtkSmartPointer<vtkVolume>::New();
    prop->SetMapper(mapper);
    prop->SetProperty(mist(volume.range, cubes_until_opaque * edge_um));
    return prop;
}

}  // namespace trabecula
