#include "viz/view/view_window.hpp"

#include "viz/vtk_image.hpp"

#include <vtkActor2D.h>
#include <vtkGenericRenderWindowInteractor.h>

namespace trabecula {

ViewWindow::ViewWindow(PictureSize size, Screen screen, vtkRenderer& scene) : scene_(scene)
{
    check_size(size);
    open(size, screen);
    page_image_->SetColorWindow(255);
    page_image_->SetColorLevel(127.5);
    vtkNew<vtkActor2D> page;
    page->SetMapper(page_image_);
    vtkNew<vtkRenderer> behind;
    behind->AddActor2D(page);
    behind->SetBackground(1, 1, 1);
    behind->InteractiveOff();
    scene_.SetLayer(1);
    scene_.UseFXAAOn();
    window_->SetMultiSamples(0);
    window_->SetNumberOfLayers(2);
    window_->AddRenderer(behind);
    window_->AddRenderer(&scene_);
    interactor_->SetRenderWindow(window_);
}

ViewWindow::~ViewWindow()
{
    window_->Finalize();
}

void ViewWindow::open(PictureSize size, Screen screen)
{
    if (screen == Screen::display) {
        window_ = display_window(size);
        interactor_ = vtkSmartPointer<vtkRenderWindowInteractor>::New();
    } else {
        offscreen_ = std::make_unique<OffscreenWindow>(size);
        window_ = &offscreen_->window();
        interactor_ = vtkSmartPointer<vtkGenericRenderWindowInteractor>::New();
    }
}

PictureSize ViewWindow::size() const
{
    const int* size = window_->GetSize();
    return {size[0], size[1]};
}

void ViewWindow::lay_out(const Picture& page, const Box& drawing)
{
    const auto [width, height] = page.size;
    scene_.SetViewport(drawing.left / width, 1 - drawing.bottom() / height, drawing.right() / width,
                       1 - drawing.top / height);
    page_image_->SetInputData(vtk_image(page));
}

}  // namespace trabecula
