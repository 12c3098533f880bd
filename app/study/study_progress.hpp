#pragma once
#include "app/run/progress.hpp"

#include <chrono>
#include <cstddef>

namespace trabecula {

/// Where a study stands.
struct StudyCounts {
    std::size_t runs = 0;
    std::size_t reused = 0;  // finished before this program began
    std::size_t done = 0;    // in this program
    std::size_t failed = 0;
    std::size_t running = 0;
};

/// Says on standard error how far a study is: one line that is rewritten on a terminal, elsewhere a line whenever
/// something ended, but not more than one in ten seconds.
class StudyProgress {
  public:
    explicit StudyProgress(Talk talk);
    void show(const StudyCounts& counts);
    void finish(const StudyCounts& counts);

  private:
    enum class Last { no, yes };
    void write(const StudyCounts& counts, Last last);
    double seconds_since(std::chrono::steady_clock::time_point time) const;

    Talk talk_;
    bool terminal_;
    std::chrono::steady_clock::time_point begin_;
    std::chrono::steady_clock::time_point shown_;
    std::size_t ended_when_shown_ = 0;
};

}  // namespace trabecula
