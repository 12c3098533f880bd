#include "app/run/stop_signal.hpp"

#include <csignal>

namespace trabecula {

namespace {

// A signal handler can reach nothing but globals.
volatile std::sig_atomic_t stop = 0;
volatile std::sig_atomic_t save = 0;

extern "C" void note_stop(int signal)
{
    stop = 1;
    std::signal(signal, SIG_DFL);
}

extern "C" void note_save(int)
{
    save = 1;
}

}  // namespace

void watch_for_stop_signals()
{
    std::signal(SIGINT, note_stop);
    std::signal(SIGTERM, note_stop);
}

bool stop_asked()
{
    return stop != 0;
}

void watch_for_save_signals()
{
    std::signal(SIGUSR1, note_save);
}

bool take_wish_to_save()
{
    const bool wished = save != 0;
    save = 0;
    return wished;
}

}  // namespace trabecula
