#include "imaging/tiff.hpp"
#include "imaging/vtk_apart.hpp"
#include "imaging/vtk_messages.hpp"
#include "imaging/vtk_values.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkTIFFReader.h>

namespace trabecula {

namespace {

std::vector<float> grey_by_vtk(const std::filesystem::path& path, const TiffHeader& header)
{
    const ReaderMessages messages;
    vtkNew<vtkTIFFReader> reader;
    reader->SetFileName(path.c_str());
    reader->Update();
    vtkImageData& image = *reader->GetOutput();
    const int* const n = image.GetDimensions();
    std::vector<float> grey = grey_of(image.GetPointData()->GetScalars());
    const bool fits = n[0] == header.width && n[1] == header.height && n[2] == header.pages;
    if (!fits || grey.empty() || messages.any())
        throw FileError(fmt::format(
            "{}: {} pages of {} x {} pixels could not be read{}{}; save it as an uncompressed 8- or 16-bit "
            "TIFF, or as MetaImage (.mha)",
            path.string(), header.pages, header.width, header.height, messages.any() ? ": " : "", messages.first()));
    return grey;
}

}  // namespace

std::vector<float> read_tiff_pages(const std::filesystem::path& path, const TiffHeader& header)
{
    require_that_vtk_survives(path, [&] { grey_by_vtk(path, header); });
    return grey_by_vtk(path, header);
}

}  // namespace trabecula
