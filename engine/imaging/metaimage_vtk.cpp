#include "imaging/metaimage.hpp"
#include "imaging/vtk_messages.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <vtkImageData.h>
#include <vtkMetaImageReader.h>
#include <vtkNew.h>

#include <algorithm>

namespace trabecula {

namespace {

template <class Stored>
std::vector<float> to_float(const void* values, std::size_t count)
{
    const auto* const first = static_cast<const Stored*>(values);
    std::vector<float> grey(count);
    std::transform(first, first + count, grey.begin(), [](Stored value) { return static_cast<float>(value); });
    return grey;
}

/// The grey values of an image that has the size and number of channels of the header; empty when it has not.
std::vector<float> grey_of(vtkImageData& image, const Grid& grid)
{
    const int* const n = image.GetDimensions();
    if (n[0] != grid.nx || n[1] != grid.ny || n[2] != grid.nz || image.GetNumberOfScalarComponents() != 1) return {};
    const void* const values = image.GetScalarPointer();
    if (values == nullptr) return {};
    switch (image.GetScalarType()) {
        case VTK_CHAR:
            return to_float<signed char>(values, grid.size());
        case VTK_SIGNED_CHAR:
            return to_float<signed char>(values, grid.size());
        case VTK_UNSIGNED_CHAR:
            return to_float<unsigned char>(values, grid.size());
        case VTK_SHORT:
            return to_float<short>(values, grid.size());
        case VTK_UNSIGNED_SHORT:
            return to_float<unsigned short>(values, grid.size());
        case VTK_INT:
            return to_float<int>(values, grid.size());
        case VTK_UNSIGNED_INT:
            return to_float<unsigned>(values, grid.size());
        case VTK_FLOAT:
            return to_float<float>(values, grid.size());
        case VTK_DOUBLE:
            return to_float<double>(values, grid.size());
        default:
            return {};
    }
}

}  // namespace

Scan read_metaimage(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    const MetaImageHeader header = read_metaimage_header(path, voxel_size);
    refuse_unless_complete(header);

    const ReaderMessages messages;
    vtkNew<vtkMetaImageReader> reader;
    reader->SetFileName(path.c_str());
    reader->Update();
    Scan scan{header.grid, grey_of(*reader->GetOutput(), header.grid)};
    if (scan.grey.empty() || messages.any())
        throw FileError(fmt::format(
            "{}: the {} values of {} could not be read{}{}; the file is damaged: copy or export it "
            "again",
            path.string(), header.grid.size(), header.element_type, messages.any() ? ": " : "", messages.first()));
    return scan;
}

}  // namespace trabecula
