#pragma once
#include <vtkGenericOpenGLRenderWindow.h>

#include <memory>

namespace trabecula {

/// A render window without a screen, for VTK before 9.4, which draws only into X windows on Debian. It makes its own
/// context with EGL: on a graphics device, else in memory, else on the default display. libEGL is loaded while the
/// program runs, so the build does not need it.
class EglRenderWindow : public vtkGenericOpenGLRenderWindow {
  public:
    static EglRenderWindow* New();
    vtkTypeMacro(EglRenderWindow, vtkGenericOpenGLRenderWindow)

        /// Whether a context could be made. Without one, never call Render(): VTK would crash.
        bool opens();

    void Initialize() override;
    void Start() override;
    void MakeCurrent() override;
    bool IsCurrent() override;
    void Frame() override {}
    void Finalize() override;
    int SupportsOpenGL() override { return opens() ? 1 : 0; }
    vtkTypeBool IsDirect() override { return 1; }
    void OpenGLInitContext() override;

  protected:
    EglRenderWindow();
    ~EglRenderWindow() override;

  private:
    class Context;
    std::unique_ptr<Context> context_;
    bool tried_ = false;
};

}  // namespace trabecula
