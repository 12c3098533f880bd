#include "viz/view/view_style.hpp"

#include <vtkObjectFactory.h>
#include <vtkRenderWindowInteractor.h>

namespace trabecula {

vtkStandardNewMacro(ViewStyle);

Spot ViewStyle::pointer()
{
    const int* place = this->Interactor->GetEventPosition();
    return {static_cast<double>(place[0]), static_cast<double>(this->Interactor->GetSize()[1] - 1 - place[1])};
}

void ViewStyle::OnKeyPress()
{
    if (const char* key = this->Interactor->GetKeySym()) events_.key(key);
}

void ViewStyle::OnTimer()
{
    events_.clock();
}

void ViewStyle::OnLeftButtonDown()
{
    holds_ = events_.press(pointer());
    if (!holds_) Superclass::OnLeftButtonDown();
}

void ViewStyle::OnLeftButtonUp()
{
    if (!holds_) Superclass::OnLeftButtonUp();
    holds_ = false;
}

void ViewStyle::OnMouseMove()
{
    if (holds_)
        events_.drag(pointer());
    else
        Superclass::OnMouseMove();
}

}  // namespace trabecula
