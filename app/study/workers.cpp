#include "app/study/workers.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iterator>
#include <new>
#include <stdexcept>
#include <system_error>

namespace trabecula {

namespace {

std::ptrdiff_t threads_of_this_process()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

/// Ties the life of this forked process to its parent's. The parent may have died before the tie was made.
bool follow_parent(pid_t parent)
{
    return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == parent;
}

bool print_to(const std::filesystem::path& log)
{
    const int descriptor = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);
    if (descriptor < 0) return false;
    const bool done = ::dup2(descriptor, STDOUT_FILENO) >= 0 && ::dup2(descriptor, STDERR_FILENO) >= 0;
    ::close(descriptor);
    return done;
}

/// The exit status of a worker.
int do_work(const std::function<void()>& work)
{
    try {
        work();
        return std::fflush(nullptr) == 0 ? 0 : 1;
    } catch (const std::bad_alloc&) {
        std::fputs("out of memory; `trabecula check` says how much a scenario needs, -j how many run at a time\n",
                   stderr);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
    }
    std::fflush(nullptr);
    return 1;
}

std::string failure_of(int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == 0 ? std::string() : fmt::format("exit status {}", WEXITSTATUS(status));
    const int signal = WTERMSIG(status);
    const char* hint = signal == SIGKILL ? "; if nobody did this, memory ran out: take fewer at a time by -j" : "";
    return fmt::format("signal {} ({}){}", signal, strsignal(signal), hint);
}

}  // namespace

Workers::Workers() : threads_at_first_(threads_of_this_process())
{
    std::signal(SIGUSR1, SIG_IGN);
}

void Workers::start(std::size_t job, const std::filesystem::path& log, const std::function<void()>& work)
{
    if (threads_of_this_process() > threads_at_first_)
        throw std::logic_error("workers cannot be forked from a process that has made threads");
    std::fflush(nullptr);  // what is buffered would be printed twice
    const pid_t parent = ::getpid();
    const pid_t process = ::fork();
    if (process < 0) throw std::system_error(errno, std::generic_category(), "no process can be started");
    if (process > 0) {
        running_.push_back({process, job});
        return;
    }
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_IGN);
    if (!follow_parent(parent) || !print_to(log)) ::_exit(1);
    ::_exit(do_work(work));
}

std::optional<Workers::Ended> Workers::ended()
{
    for (auto worker = running_.begin(); worker != running_.end(); ++worker) {
        int status = 0;
        if (::waitpid(worker->process, &status, WNOHANG) != worker->process) continue;
        const Ended result{worker->job, failure_of(status)};
        running_.erase(worker);
        return result;
    }
    return std::nullopt;
}

void Workers::kill_all()
{
    for (const Worker& worker : running_) ::kill(worker.process, SIGKILL);
    for (const Worker& worker : running_) {
        int status = 0;
        while (::waitpid(worker.process, &status, 0) < 0 && errno == EINTR) continue;
    }
    running_.clear();
}

}  // namespace trabecula
