#pragma once

namespace trabecula {

/// Asks the X server that $DISPLAY names whether it can show what VTK draws; VTK aborts the program where there is none
/// or where it lacks GLX. The connection lasts as long as this object: a server in memory starts anew, deaf for a
/// moment, when the last one is closed.
class XDisplay {
  public:
    enum class Answer { unset, silent, without_glx, ready };

    XDisplay();
    ~XDisplay();
    XDisplay(const XDisplay&) = delete;
    XDisplay& operator=(const XDisplay&) = delete;

    Answer answer() const { return answer_; }

  private:
    Answer ask();

    void* connection_ = nullptr;
    int (*close_)(void*) = nullptr;
    Answer answer_;
};

}  // namespace trabecula
