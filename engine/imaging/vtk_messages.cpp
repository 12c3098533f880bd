#include "imaging/vtk_messages.hpp"

#include <vtkLogger.h>
#include <vtkObjectFactory.h>
#include <vtkOutputWindow.h>

#include <algorithm>
#include <iostream>

namespace trabecula {

namespace {

/// Passes VTK's messages to std::cerr, wherever that leads.
class CerrWindow : public vtkOutputWindow {
  public:
    static CerrWindow* New();
    vtkTypeMacro(CerrWindow, vtkOutputWindow) void DisplayText(const char* text) override { std::cerr << text; }

  protected:
    CerrWindow() = default;
};
vtkStandardNewMacro(CerrWindow);

}  // namespace

ReaderMessages::ReaderMessages()
    : standard_error_(std::cerr.rdbuf(text_.rdbuf())), window_(vtkOutputWindow::GetInstance())
{
    vtkOutputWindow::SetInstance(vtkSmartPointer<CerrWindow>::New());
    vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_OFF);
}

ReaderMessages::~ReaderMessages()
{
    vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_INFO);
    vtkOutputWindow::SetInstance(window_);
    std::cerr.rdbuf(standard_error_);
}

std::string ReaderMessages::first() const
{
    std::string text = text_.str();
    if (const std::size_t address = text.find("): "); address != std::string::npos) text.erase(0, address + 3);
    text.erase(std::min(text.find("ERROR: In "), text.size()));
    std::replace(text.begin(), text.end(), '\n', ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    return text.substr(0, 200);
}

}  // namespace trabecula
