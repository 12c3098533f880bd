#include "app/run/stop_signal.hpp"

#include <csignal>

namespace trabecula {

namespace {

volatile std::sig_atomic_t asked = 0;  // a signal handler can reach nothing but a global

extern "C" void note_signal(int signal)
{
    asked = 1;
    std::signal(signal, SIG_DFL);
}

}  // namespace

void watch_for_stop_signals()
{
    std::signal(SIGINT, note_signal);
    std::signal(SIGTERM, note_signal);
}

bool stop_asked()
{
    return asked != 0;
}

}  // namespace trabecula
