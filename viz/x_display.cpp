#include "viz/x_display.hpp"

#include <dlfcn.h>

#include <cstdlib>

namespace trabecula {

XDisplay::XDisplay() : answer_(ask()) {}

XDisplay::~XDisplay()
{
    if (connection_ != nullptr) close_(connection_);
}

XDisplay::Answer XDisplay::ask()
{
    const char* name = std::getenv("DISPLAY");
    if (name == nullptr || *name == '\0') return Answer::unset;
    void* x11 = dlopen("libX11.so.6", RTLD_NOW);
    void* gl = dlopen("libGL.so.1", RTLD_NOW);
    if (x11 == nullptr || gl == nullptr) return Answer::without_glx;
    const auto open = reinterpret_cast<void* (*)(const char*)>(dlsym(x11, "XOpenDisplay"));
    const auto query_glx = reinterpret_cast<int (*)(void*, int*, int*)>(dlsym(gl, "glXQueryExtension"));
    close_ = reinterpret_cast<int (*)(void*)>(dlsym(x11, "XCloseDisplay"));
    if (open == nullptr || close_ == nullptr || query_glx == nullptr) return Answer::without_glx;
    connection_ = open(nullptr);
    if (connection_ == nullptr) return Answer::silent;
    int error_base = 0;
    int event_base = 0;
    return query_glx(connection_, &error_base, &event_base) != 0 ? Answer::ready : Answer::without_glx;
}

}  // namespace trabecula
