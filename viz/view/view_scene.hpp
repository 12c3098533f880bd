#pragma once
#include "viz/scene.hpp"
#include "viz/view/view_state.hpp"

#include "output/run_reader.hpp"

#include <vtkActor.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include <optional>
#include <vector>

namespace trabecula {

/// Bone, cells and slice of the frame that a window shows. Only what a change of the state touches is made anew.
class ViewScene {
  public:
    ViewScene(const RunReader& run, const ViewChoices& choices);

    /// @throws FileError when the frame cannot be read
    void show(const ViewState& state);

    const Scene& scene() const { return scene_; }
    vtkRenderer& renderer() { return *renderer_; }

  private:
    void replace(vtkSmartPointer<vtkActor>& actor, vtkSmartPointer<vtkActor> by);
    void slice(const ViewState& state);
    ValueRange range_of(std::size_t field);  // over the run; read when the field is first shown

    const RunReader& run_;
    const ViewChoices& choices_;
    Scene scene_;
    std::vector<std::optional<ValueRange>> ranges_;  // of the fields
    std::optional<ViewState> shown_;
    vtkSmartPointer<vtkRenderer> renderer_;
    vtkSmartPointer<vtkActor> bone_;
    vtkSmartPointer<vtkActor> cells_;
    vtkSmartPointer<vtkActor> slice_;
};

}  // namespace trabecula
