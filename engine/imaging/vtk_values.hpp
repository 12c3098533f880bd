#pragma once
#include <vector>

class vtkDataArray;

namespace trabecula {

/// The numbers of an array of one component, as grey values; empty for any other array.
std::vector<float> grey_of(vtkDataArray* values);

}  // namespace trabecula
