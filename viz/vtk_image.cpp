#include "viz/vtk_image.hpp"

namespace trabecula {

static_assert(sizeof(Colour) == 3);

vtkSmartPointer<vtkImageData> vtk_image(const Picture& picture)
{
    auto image = vtkSmartPointer<vtkImageData>::New();
    image->SetDimensions(picture.size.width, picture.size.height, 1);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    auto* row = static_cast<Colour*>(image->GetScalarPointer());
    for (int y = picture.size.height - 1; y >= 0; --y)
        for (int x = 0; x < picture.size.width; ++x) *row++ = picture.at(x, y);
    return image;
}

}  // namespace trabecula
