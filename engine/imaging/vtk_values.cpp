#include "imaging/vtk_values.hpp"

#include <vtkDataArray.h>

#include <algorithm>

namespace trabecula {

namespace {

template <class Stored>
std::vector<float> to_float(vtkDataArray& values)
{
    const auto* const first = static_cast<const Stored*>(values.GetVoidPointer(0));
    const auto count = static_cast<std::size_t>(values.GetNumberOfTuples());
    std::vector<float> grey(count);
    std::transform(first, first + count, grey.begin(), [](Stored value) { return static_cast<float>(value); });
    return grey;
}

}  // namespace

std::vector<float> grey_of(vtkDataArray* values)
{
    if (values == nullptr || values->GetNumberOfComponents() != 1) return {};
    switch (values->GetDataType()) {
        vtkTemplateMacro(return to_float<VTK_TT>(*values));
        default:
            return {};
    }
}

}  // namespace trabecula
