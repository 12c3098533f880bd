#pragma once
#include <vtkSmartPointer.h>

#include <sstream>
#include <string>

class vtkOutputWindow;

namespace trabecula {

/// Catches, while it lives, what VTK and the libraries in it would print about files: VTK's output window and its
/// log, and standard error, to which the libraries write directly.
class ReaderMessages {
  public:
    ReaderMessages();
    ~ReaderMessages();
    ReaderMessages(const ReaderMessages&) = delete;
    ReaderMessages& operator=(const ReaderMessages&) = delete;

    bool any() const { return !text_.str().empty(); }

    /// The first message, on one line, without VTK's addresses and source positions; at most 200 characters.
    std::string first() const;

  private:
    std::ostringstream text_;
    std::streambuf* standard_error_;
    vtkSmartPointer<vtkOutputWindow> window_;
};

}  // namespace trabecula
