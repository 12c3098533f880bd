#pragma once
#include "viz/canvas.hpp"
#include "viz/render_window.hpp"
#include "viz/view/viewer.hpp"

#include <vtkImageMapper.h>
#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkRenderWindowInteractor.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include <memory>

namespace trabecula {

/// A window with two layers: a page of pixels, and the scene in a part of it.
class ViewWindow {
  public:
    /// @throws InputError  a size out of range; NoPictures no screen
    ViewWindow(PictureSize size, Screen screen, vtkRenderer& scene);
    ~ViewWindow();
    ViewWindow(const ViewWindow&) = delete;
    ViewWindow& operator=(const ViewWindow&) = delete;

    vtkRenderWindow& window() { return *window_; }
    vtkRenderWindowInteractor& interactor() { return *interactor_; }
    PictureSize size() const;

    /// Puts the page behind the scene, and the scene into the part `drawing` of it; shown when the window is rendered.
    void lay_out(const Picture& page, const Box& drawing);

  private:
    void open(PictureSize size, Screen screen);

    vtkRenderer& scene_;
    std::unique_ptr<OffscreenWindow> offscreen_;
    vtkSmartPointer<vtkRenderWindow> window_;
    vtkSmartPointer<vtkRenderWindowInteractor> interactor_;
    vtkNew<vtkImageMapper> page_image_;
};

}  // namespace trabecula
