#pragma once
#include "viz/content.hpp"
#include "viz/cut.hpp"

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

namespace trabecula {

/// The 0.5 iso-surface of the bone fraction in µm from the origin of the grid, closed by flat faces where the cube or
/// the cut ends the bone. Has normals, and colours per point: ivory, darker in narrow places, tan on the flat faces.
vtkSmartPointer<vtkPolyData> bone_surface(const BoneImage& bone, Cut cut);

}  // namespace trabecula
