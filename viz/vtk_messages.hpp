#pragma once
#include <vtkOutputWindow.h>
#include <vtkSmartPointer.h>

#include <string>

namespace trabecula {

/// While it lives, what VTK would print goes into `text()` instead. One at a time: VTK has one output for the program.
class VtkMessages {
  public:
    VtkMessages();
    ~VtkMessages();
    VtkMessages(const VtkMessages&) = delete;
    VtkMessages& operator=(const VtkMessages&) = delete;

    std::string text() const;

    /// @throws FileError with what VTK reported, if it reported anything
    void throw_if_any(const std::string& while_doing) const;

  private:
    class Collector;
    vtkSmartPointer<vtkOutputWindow> before_;
    vtkSmartPointer<Collector> collector_;
};

}  // namespace trabecula
