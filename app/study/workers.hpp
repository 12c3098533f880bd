#pragma once
#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// Processes that work side by side, each on one job. They are forked, so the parent must not have made threads of its
/// own: a forked copy of a thread pool has no threads. A worker dies with its parent, however that ends, and leaves
/// stopping by SIGINT and SIGTERM to it. SIGUSR1, by which a run saves, means nothing here and ends neither: what has
/// finished is saved already.
class Workers {
  public:
    /// How a worker ended: `failure` is empty when all went well.
    struct Ended {
        std::size_t job = 0;
        std::string failure;  // "exit status 1", "signal 9 (Killed)"
    };

    Workers();
    ~Workers() { kill_all(); }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// Runs `work` in a process of its own, which prints to the file `log`; an exception is printed there, and makes
    /// the job fail.
    /// @throws std::logic_error   this process has more threads than when *this was made
    /// @throws std::system_error  no process can be made
    void start(std::size_t job, const std::filesystem::path& log, const std::function<void()>& work);

    /// A worker that has ended since the last call; nothing when all still work. Does not wait.
    std::optional<Ended> ended();

    std::size_t running() const { return running_.size(); }
    void kill_all();

  private:
    struct Worker {
        pid_t process = 0;
        std::size_t job = 0;
    };
    std::ptrdiff_t threads_at_first_;  // not 1 where a library makes its own when it is loaded
    std::vector<Worker> running_;
};

}  // namespace trabecula
