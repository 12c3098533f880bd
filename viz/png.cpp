#include "viz/picture.hpp"

#include "output/atomic_file.hpp"

#include <unistd.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include <span>

namespace trabecula {

namespace {

vtkNew<vtkImageData> image_of(const Picture& picture)
{
    vtkNew<vtkImageData> image;
    image->SetDimensions(picture.size.width, picture.size.height, 1);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    auto* row = static_cast<Colour*>(image->GetScalarPointer());
    for (int y = picture.size.height - 1; y >= 0; --y)
        for (int x = 0; x < picture.size.width; ++x) *row++ = picture.at(x, y);
    return image;
}

}  // namespace

static_assert(sizeof(Colour) == 3);

std::vector<unsigned char> png_bytes(const Picture& picture)
{
    vtkNew<vtkPNGWriter> writer;
    writer->SetInputData(image_of(picture));
    writer->WriteToMemoryOn();
    writer->Write();
    vtkUnsignedCharArray* bytes = writer->GetResult();
    return {bytes->GetPointer(0), bytes->GetPointer(0) + bytes->GetNumberOfValues()};
}

void write_png(const Picture& picture, const std::filesystem::path& file)
{
    const std::vector<unsigned char> bytes = png_bytes(picture);
    AtomicFile png(file);
    png.write_at(0, std::as_bytes(std::span(bytes)));
    png.commit();
}

}  // namespace trabecula
