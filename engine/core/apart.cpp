#include "core/apart.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace trabecula {

ApartEnd run_apart(std::chrono::seconds most, const std::function<int()>& work)
{
    std::fflush(nullptr);
    const ::pid_t child = ::fork();
    if (child < 0) return {work()};
    if (child == 0) {
        for (const int crash : {SIGFPE, SIGSEGV, SIGBUS, SIGILL, SIGABRT})
            std::signal(crash, SIG_DFL);  // whoever waits reports it
        const auto seconds = static_cast<::rlim_t>(most.count());
        const ::rlimit limit{seconds, seconds + 1};  // the first gives a signal that says why
        ::setrlimit(RLIMIT_CPU, &limit);
        const ::rlimit no_core{0, 0};
        ::setrlimit(RLIMIT_CORE, &no_core);
        const int status = work();
        std::fflush(nullptr);
        ::_exit(status);
    }
    int ended = 0;
    while (::waitpid(child, &ended, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(ended)) return {WEXITSTATUS(ended)};
    return {0, ::strsignal(WTERMSIG(ended))};
}

std::chrono::seconds enough_to_read(std::uintmax_t bytes)
{
    constexpr std::uintmax_t bytes_per_second = 5'000'000;
    return std::chrono::seconds(60 + bytes / bytes_per_second);
}

}  // namespace trabecula
