#pragma once
#include "viz/picture.hpp"

#include <vtkRenderWindow.h>
#include <vtkSmartPointer.h>

#include <memory>

namespace trabecula {

/// Renders and reads the pixels back.
Picture rendered(vtkRenderWindow& window);

/// A window for pictures that nobody sees. Ways to get one are tried in this order: EGL (needs no X server), the X
/// server that $DISPLAY names, an Xvfb of its own that ends with this object. $TRABECULA_GL, a list of the words egl,
/// x11, xvfb, narrows the choice.
///
/// Changes $DISPLAY while it starts and while an Xvfb of its own lives; not to be made by two threads at once.
class OffscreenWindow {
  public:
    /// @throws FileError when no way works; says what to install
    explicit OffscreenWindow(PictureSize size);
    ~OffscreenWindow();
    OffscreenWindow(const OffscreenWindow&) = delete;
    OffscreenWindow& operator=(const OffscreenWindow&) = delete;

    vtkRenderWindow& window() { return *window_; }

  private:
    class Xvfb;
    std::unique_ptr<Xvfb> server_;  // outlives the window
    vtkSmartPointer<vtkRenderWindow> window_;
};

/// A window on the screen that $DISPLAY names, no larger than that.
/// @throws NoPictures when there is none; says what to do
vtkSmartPointer<vtkRenderWindow> display_window(PictureSize size);

}  // namespace trabecula
