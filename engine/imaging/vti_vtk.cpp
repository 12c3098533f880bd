#include "imaging/stored_volume.hpp"
#include "imaging/vti.hpp"
#include "imaging/vti_header.hpp"
#include "imaging/vtk_apart.hpp"
#include "imaging/vtk_messages.hpp"
#include "imaging/vtk_values.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkXMLImageDataReader.h>

#include <new>

namespace trabecula {

namespace {

constexpr double um_per_mm = 1000.0;

vtkDataArray* values_in(vtkDataSetAttributes& attributes)
{
    vtkDataArray* const marked = attributes.GetScalars();
    return marked != nullptr || attributes.GetNumberOfArrays() == 0 ? marked : attributes.GetArray(0);
}

Vector3 edges_um(const std::filesystem::path& path, const VtiHeader& header, std::optional<Micrometres> voxel_size)
{
    if (voxel_size) return {voxel_size->value, voxel_size->value, voxel_size->value};
    const Vector3 edges{um_per_mm * header.spacing.x, um_per_mm * header.spacing.y, um_per_mm * header.spacing.z};
    if (auto fault = fault_of_edges(edges)) throw InputError({{{path.string()}, std::move(*fault)}});
    return edges;
}

void update(vtkXMLImageDataReader& reader, const std::filesystem::path& path)
{
    try {
        reader.Update();
    } catch (const std::bad_alloc&) {
        throw FileError(fmt::format("{}: it claims more data than there is memory; the file is damaged, or too large",
                                    path.string()));
    }
}

Scan scan_by_vtk(const std::filesystem::path& path, const VtiHeader& header, const Vector3& edges)
{
    const ReaderMessages messages;
    vtkNew<vtkXMLImageDataReader> reader;
    reader->SetFileName(path.c_str());
    update(*reader, path);
    vtkImageData& image = *reader->GetOutput();
    vtkDataArray* const at_points = values_in(*image.GetPointData());
    vtkDataArray* const values = at_points != nullptr ? at_points : values_in(*image.GetCellData());
    const int fewer = at_points == nullptr && values != nullptr ? 1 : 0;
    const Voxel size{header.points.x - fewer, header.points.y - fewer, header.points.z - fewer};
    if (values != nullptr && values->GetNumberOfComponents() != 1)
        throw InputError({{{path.string()},
                           fmt::format("the array has {} values per voxel; a scan has one grey value",
                                       values->GetNumberOfComponents())}});
    Scan scan = scan_of(size, edges);
    scan.grey = grey_of(values);
    if (size.x < 1 || size.y < 1 || size.z < 1 || scan.grey.size() != scan.grid.size() || messages.any())
        throw FileError(
            fmt::format("{}: the {} x {} x {} values could not be read{}{}; the file is damaged, or this VTK cannot "
                        "read data appended raw: write it inline (Data Mode Binary), or as MetaImage (.mha)",
                        path.string(), size.x, size.y, size.z, messages.any() ? ": " : "", messages.first()));
    return scan;
}

}  // namespace

Scan read_vti(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    const VtiHeader header = read_vti_header(path);
    const Vector3 edges = edges_um(path, header, voxel_size);
    require_that_vtk_survives(path, [&] { scan_by_vtk(path, header, edges); });
    return scan_by_vtk(path, header, edges);
}

}  // namespace trabecula
