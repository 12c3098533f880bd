#pragma once
#include "viz/scene.hpp"

#include <vtkSmartPointer.h>
#include <vtkVolume.h>

namespace trabecula {

/// The field as coloured mist in the sample; what lies in bone is hidden by its surface.
/// @param coarseness  pixels between rays
vtkSmartPointer<vtkVolume> volume_prop(const FieldVolume& volume, const BoneImage& bone, Cut cut, int coarseness);

}  // namespace trabecula
