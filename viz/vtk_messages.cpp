#include "viz/vtk_messages.hpp"

#include "core/error.hpp"

#include <vtkObjectFactory.h>

namespace trabecula {

class VtkMessages::Collector : public vtkOutputWindow {
  public:
    static Collector* New();
    vtkTypeMacro(Collector, vtkOutputWindow) void DisplayText(const char* text) override { text_ += text; }
    void DisplayErrorText(const char* text) override { text_ += text; }
    void DisplayWarningText(const char* text) override { text_ += text; }
    void DisplayGenericWarningText(const char* text) override { text_ += text; }
    void DisplayDebugText(const char*) override {}
    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

vtkStandardNewMacro(VtkMessages::Collector);

VtkMessages::VtkMessages() : before_(vtkOutputWindow::GetInstance()), collector_(vtkSmartPointer<Collector>::New())
{
    vtkOutputWindow::SetInstance(collector_);
}

VtkMessages::~VtkMessages()
{
    vtkOutputWindow::SetInstance(before_);
}

std::string VtkMessages::text() const
{
    return collector_->text();
}

void VtkMessages::throw_if_any(const std::string& while_doing) const
{
    if (!text().empty()) throw FileError(while_doing + ": VTK reports: " + text());
}

}  // namespace trabecula
