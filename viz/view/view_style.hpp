#pragma once
#include "viz/canvas.hpp"

#include <vtkInteractorStyleTrackballCamera.h>

#include <functional>
#include <string>

namespace trabecula {

/// What the user does in the window. Places are in pixels from its upper left corner.
struct ViewEvents {
    std::function<void(const std::string& key)> key;
    std::function<bool(Spot)> press;  // false where the press begins a turn of the eye
    std::function<void(Spot)> drag;   // while what `press` took is held
    std::function<void()> clock;
};

/// Turns, moves and enlarges as VTK's trackball does; everything else goes to the events, VTK's own keys too.
class ViewStyle : public vtkInteractorStyleTrackballCamera {
  public:
    static ViewStyle* New();
    vtkTypeMacro(ViewStyle, vtkInteractorStyleTrackballCamera)

        void send_to(ViewEvents events)
    {
        events_ = std::move(events);
    }

    void OnKeyPress() override;
    void OnChar() override {}
    void OnTimer() override;
    void OnLeftButtonDown() override;
    void OnLeftButtonUp() override;
    void OnMouseMove() override;

  private:
    Spot pointer();

    ViewEvents events_;
    bool holds_ = false;
};

}  // namespace trabecula
