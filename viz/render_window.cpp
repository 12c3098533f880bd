#include "viz/render_window.hpp"

#include "viz/egl_render_window.hpp"
#include "viz/x_display.hpp"

#include "core/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vtkNew.h>
#include <vtkUnsignedCharArray.h>
#include <vtkVersionMacros.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace trabecula {

namespace {

constexpr int start_limit_ms = 10000;

bool is_wanted(std::string_view way)
{
    const char* wanted = std::getenv("TRABECULA_GL");
    return wanted == nullptr || std::string_view(wanted).find(way) != std::string_view::npos;
}

vtkSmartPointer<vtkRenderWindow> egl_window()
{
    const auto window = vtkSmartPointer<EglRenderWindow>::New();
    return window->opens() ? window : nullptr;
}

vtkSmartPointer<vtkRenderWindow> x11_window()
{
    if (XDisplay().answer() != XDisplay::Answer::ready) return nullptr;
    const auto window = vtkSmartPointer<vtkRenderWindow>::New();
    window->SetOffScreenRendering(1);
    window->SetShowWindow(false);
    return window;
}

std::string line_from(int pipe_end)
{
    std::string line;
    pollfd waiting{pipe_end, POLLIN, 0};
    for (char letter = 0; poll(&waiting, 1, start_limit_ms) > 0 && read(pipe_end, &letter, 1) == 1 && letter != '\n';)
        line += letter;
    return line;
}

}  // namespace

/// An X server in memory, as $DISPLAY while it lives.
class OffscreenWindow::Xvfb {
  public:
    static std::unique_ptr<Xvfb> start()
    {
        std::unique_ptr<Xvfb> server(new Xvfb);
        return server->process_ > 0 && !server->number_.empty() ? std::move(server) : nullptr;
    }

    ~Xvfb()
    {
        if (process_ > 0) {
            kill(process_, SIGTERM);
            waitpid(process_, nullptr, 0);
        }
        if (before_)
            setenv("DISPLAY", before_->c_str(), 1);
        else
            unsetenv("DISPLAY");
    }
    Xvfb(const Xvfb&) = delete;
    Xvfb& operator=(const Xvfb&) = delete;

  private:
    Xvfb()
    {
        if (const char* display = std::getenv("DISPLAY")) before_ = display;
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
        spawn(ends[1]);
        close(ends[1]);
        if (process_ > 0) number_ = line_from(ends[0]);
        close(ends[0]);
        if (!number_.empty()) setenv("DISPLAY", (":" + number_).c_str(), 1);
    }

    void spawn(int report_to)
    {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, report_to, report_to);  // not closed in the child
        std::string end = std::to_string(report_to);
        // Without -noreset it would start anew, deaf for a moment, after the connection that asks for GLX is closed.
        std::array<std::string, 9> words{"Xvfb",         "-displayfd", end,   "-screen", "0",
                                         "1280x1024x24", "-nolisten",  "tcp", "-noreset"};
        std::array<char*, 10> arguments{};
        for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
        if (posix_spawnp(&process_, "Xvfb", &actions, nullptr, arguments.data(), environ) != 0) process_ = 0;
        posix_spawn_file_actions_destroy(&actions);
    }

    pid_t process_ = 0;
    std::string number_;
    std::optional<std::string> before_;
};

OffscreenWindow::OffscreenWindow(PictureSize size)
{
#if VTK_VERSION_NUMBER >= VTK_VERSION_CHECK(9, 4, 0)
    window_ = vtkSmartPointer<vtkRenderWindow>::New();  // looks for a way without a screen by itself
    window_->SetOffScreenRendering(1);
    window_->SetShowWindow(false);
#else
    if (is_wanted("egl")) window_ = egl_window();
    if (!window_ && is_wanted("x11")) window_ = x11_window();
    if (!window_ && is_wanted("xvfb")) {
        server_ = Xvfb::start();
        if (server_) window_ = x11_window();
    }
#endif
    if (!window_)
        throw NoPictures(
            "no way to draw: neither EGL nor an X server nor Xvfb works here; install libegl1 libgl1-mesa-dri, or "
            "xvfb");
    window_->SetMultiSamples(0);
    window_->SetSize(size.width, size.height);
}

OffscreenWindow::~OffscreenWindow()
{
    window_->Finalize();
}

vtkSmartPointer<vtkRenderWindow> display_window(PictureSize size)
{
    const std::string remedy =
        "; `trabecula render` draws without a screen, and `xvfb-run -a trabecula view` has one in memory (packages "
        "xvfb, "
        "xauth); over ssh, `ssh -Y` brings yours along";
    const XDisplay display;
    switch (display.answer()) {
        case XDisplay::Answer::unset:
            throw NoPictures("there is no screen to show a window on: DISPLAY is not set" + remedy);
        case XDisplay::Answer::silent:
            throw NoPictures(fmt::format("the X server of DISPLAY={} does not answer, or lets nobody in{}",
                                         std::getenv("DISPLAY"), remedy));
        case XDisplay::Answer::without_glx:
            throw NoPictures(fmt::format("the X server of DISPLAY={} cannot draw with OpenGL (it lacks GLX){}",
                                         std::getenv("DISPLAY"), remedy));
        case XDisplay::Answer::ready:
            break;
    }
    const auto window = vtkSmartPointer<vtkRenderWindow>::New();
    if (window->IsA("vtkXOpenGLRenderWindow") == 0)
        throw NoPictures("this VTK opens no windows of X11: build with one that does (Debian: libvtk9-dev)" + remedy);
    const int* screen = window->GetScreenSize();
    window->SetSize(std::min(size.width, screen[0]), std::min(size.height, screen[1]));
    return window;
}

Picture rendered(vtkRenderWindow& window)
{
    window.Render();
    const int* size = window.GetSize();
    Picture picture({size[0], size[1]});
    vtkNew<vtkUnsignedCharArray> rgb;
    window.GetPixelData(0, 0, size[0] - 1, size[1] - 1, 0, rgb, 0);
    const unsigned char* next = rgb->GetPointer(0);
    for (int y = size[1] - 1; y >= 0; --y)
        for (int x = 0; x < size[0]; ++x, next += 3) picture.at(x, y) = {next[0], next[1], next[2]};
    return picture;
}

}  // namespace trabecula
