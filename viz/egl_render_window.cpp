#include "viz/egl_render_window.hpp"

#include <dlfcn.h>
#include <vtkObjectFactory.h>

#include <array>
#include <string_view>

namespace trabecula {

namespace {

// The few names of EGL 1.5 and its extensions that are used, so that no header of EGL is needed.
using Handle = void*;
constexpr int none = 0x3038;
constexpr unsigned opengl_api = 0x30A2;
constexpr int extensions = 0x3055;
constexpr unsigned device_platform = 0x313F;
constexpr unsigned surfaceless_platform = 0x31DD;
constexpr std::array config_wanted{
    0x3033, 0x0001, 0x3040, 0x0008, 0x3024, 8,  0x3023, 8,
    0x3022, 8,      0x3021, 8,      0x3025, 24, none};  // pbuffer, OpenGL, RGBA 8, depth 24
constexpr std::array core_profile_3_2{0x3098, 3, 0x30FB, 2, 0x30FD, 1, none};
constexpr std::array compatible_3_2{0x3098, 3, 0x30FB, 2, 0x30FD, 2, none};
constexpr std::array buffer_size{0x3057, 16, 0x3056, 16, none};

struct Egl {
    Handle (*get_proc_address)(const char*);
    Handle (*get_display)(Handle);
    Handle (*get_platform_display)(unsigned, Handle, const int*);
    unsigned (*query_devices)(int, Handle*, int*);
    unsigned (*initialize)(Handle, int*, int*);
    unsigned (*bind_api)(unsigned);
    unsigned (*choose_config)(Handle, const int*, Handle*, int, int*);
    Handle (*create_context)(Handle, Handle, Handle, const int*);
    Handle (*create_pbuffer)(Handle, Handle, const int*);
    const char* (*query_string)(Handle, int);
    unsigned (*make_current)(Handle, Handle, Handle, Handle);
    Handle (*get_current_context)();
    unsigned (*destroy_context)(Handle, Handle);
    unsigned (*destroy_surface)(Handle, Handle);
};

template <class Function>
bool find(Handle library, const char* name, Function& function)
{
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

bool load(Egl& egl)
{
    Handle library = dlopen("libEGL.so.1", RTLD_NOW | RTLD_GLOBAL);  // stays: drivers do not bear being unloaded
    if (library == nullptr) return false;
    const bool complete =
        find(library, "eglGetProcAddress", egl.get_proc_address) && find(library, "eglGetDisplay", egl.get_display) &&
        find(library, "eglInitialize", egl.initialize) && find(library, "eglBindAPI", egl.bind_api) &&
        find(library, "eglChooseConfig", egl.choose_config) && find(library, "eglCreateContext", egl.create_context) &&
        find(library, "eglCreatePbufferSurface", egl.create_pbuffer) &&
        find(library, "eglQueryString", egl.query_string) && find(library, "eglMakeCurrent", egl.make_current) &&
        find(library, "eglGetCurrentContext", egl.get_current_context) &&
        find(library, "eglDestroyContext", egl.destroy_context) &&
        find(library, "eglDestroySurface", egl.destroy_surface);
    if (!complete) return false;
    egl.get_platform_display =
        reinterpret_cast<decltype(egl.get_platform_display)>(egl.get_proc_address("eglGetPlatformDisplayEXT"));
    egl.query_devices = reinterpret_cast<decltype(egl.query_devices)>(egl.get_proc_address("eglQueryDevicesEXT"));
    return true;
}

bool has_extension(const Egl& egl, std::string_view name)
{
    const char* listed = egl.query_string(nullptr, extensions);
    return listed != nullptr && std::string_view(listed).find(name) != std::string_view::npos;
}

}  // namespace

class EglRenderWindow::Context {
  public:
    static std::unique_ptr<Context> open()
    {
        Egl egl{};
        if (!load(egl)) return nullptr;
        std::unique_ptr<Context> context(new Context(egl));
        return context->open_anywhere() ? std::move(context) : nullptr;
    }

    ~Context()
    {
        if (context_ == nullptr) return;
        egl_.make_current(display_, nullptr, nullptr, nullptr);
        if (surface_ != nullptr) egl_.destroy_surface(display_, surface_);
        egl_.destroy_context(display_, context_);
    }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    bool make_current() const { return egl_.make_current(display_, surface_, surface_, context_) != 0; }
    bool is_current() const { return egl_.get_current_context() == context_; }

  private:
    explicit Context(const Egl& egl) : egl_(egl) {}

    bool open_anywhere()
    {
        if (egl_.get_platform_display != nullptr) {
            if (open_on_a_device()) return true;
            if (has_extension(egl_, "EGL_MESA_platform_surfaceless") &&
                open_on(egl_.get_platform_display(surfaceless_platform, nullptr, nullptr)))
                return true;
        }
        return open_on(egl_.get_display(nullptr));
    }

    bool open_on_a_device()
    {
        std::array<Handle, 16> devices{};
        int count = 0;
        if (egl_.query_devices == nullptr || !has_extension(egl_, "EGL_EXT_platform_device")) return false;
        if (egl_.query_devices(static_cast<int>(devices.size()), devices.data(), &count) == 0) return false;
        for (int i = 0; i < count; ++i)
            if (open_on(egl_.get_platform_display(device_platform, devices[static_cast<std::size_t>(i)], nullptr)))
                return true;
        return false;
    }

    bool open_on(Handle display)
    {
        int major = 0;
        int minor = 0;
        int configs = 0;
        Handle config = nullptr;
        if (display == nullptr || egl_.initialize(display, &major, &minor) == 0 || egl_.bind_api(opengl_api) == 0)
            return false;
        if (egl_.choose_config(display, config_wanted.data(), &config, 1, &configs) == 0 || configs < 1) return false;
        Handle context = egl_.create_context(display, config, nullptr, core_profile_3_2.data());
        if (context == nullptr) context = egl_.create_context(display, config, nullptr, compatible_3_2.data());
        if (context == nullptr) return false;
        Handle surface = egl_.create_pbuffer(display, config, buffer_size.data());
        if (egl_.make_current(display, surface, surface, context) == 0) {
            if (surface != nullptr) egl_.destroy_surface(display, surface);
            egl_.destroy_context(display, context);
            return false;
        }
        display_ = display;
        surface_ = surface;
        context_ = context;
        return true;
    }

    Egl egl_;
    Handle display_ = nullptr;
    Handle surface_ = nullptr;
    Handle context_ = nullptr;
};

vtkStandardNewMacro(EglRenderWindow);

EglRenderWindow::EglRenderWindow()
{
    this->SetOffScreenRendering(1);
    this->SetShowWindow(false);
    this->SetMapped(0);
    this->SetSupportsOpenGL(1);
    this->OwnContext = 1;
}

EglRenderWindow::~EglRenderWindow()
{
    this->EglRenderWindow::Finalize();
}

bool EglRenderWindow::opens()
{
    if (!tried_) context_ = Context::open();
    tried_ = true;
    return context_ != nullptr;
}

void EglRenderWindow::Initialize()
{
    if (!opens()) return;
    this->MakeCurrent();
    this->OpenGLInit();
}

void EglRenderWindow::Start()
{
    this->Initialize();
    this->Superclass::Start();
}

void EglRenderWindow::MakeCurrent()
{
    if (opens()) context_->make_current();
}

bool EglRenderWindow::IsCurrent()
{
    return context_ != nullptr && context_->is_current();
}

void EglRenderWindow::Finalize()
{
    if (context_ == nullptr) return;
    this->MakeCurrent();
    this->ReleaseGraphicsResources(this);
    context_.reset();
}

// GLEW of Debian asks GLX, which is not there, for its extensions, and reports result 4 after it has loaded all
// functions of OpenGL itself: that is enough.
void EglRenderWindow::OpenGLInitContext()
{
    this->ContextCreationTime.Modified();
    if (this->Initialized) return;
    this->MakeCurrent();
    constexpr unsigned no_glx_display = 4;
    if (auto* experimental = static_cast<bool*>(dlsym(RTLD_DEFAULT, "glewExperimental"))) *experimental = true;
    auto* glew_init = reinterpret_cast<unsigned (*)()>(dlsym(RTLD_DEFAULT, "glewInit"));
    const unsigned result = glew_init != nullptr ? glew_init() : 1;
    this->GlewInitValid = result == 0 || result == no_glx_display;
    this->Initialized = true;
    if (!this->GlewInitValid) vtkErrorMacro(<< "glewInit failed with " << result);
}

}  // namespace trabecula
