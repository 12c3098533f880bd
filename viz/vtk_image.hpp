#pragma once
#include "viz/picture.hpp"

#include <vtkImageData.h>
#include <vtkSmartPointer.h>

namespace trabecula {

/// The pixels as VTK has them: the bottom row first.
vtkSmartPointer<vtkImageData> vtk_image(const Picture& picture);

}  // namespace trabecula
