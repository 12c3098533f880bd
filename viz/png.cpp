#include "viz/picture.hpp"
#include "viz/vtk_image.hpp"

#include "output/atomic_file.hpp"

#include <unistd.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include <span>

namespace trabecula {

std::vector<unsigned char> png_bytes(const Picture& picture)
{
    vtkNew<vtkPNGWriter> writer;
    writer->SetInputData(vtk_image(picture));
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
