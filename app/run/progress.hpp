#pragma once
#include <chrono>
#include <cstdint>

namespace trabecula {

/// What is printed: lines for people, errors alone, or JSON lines for programs.
enum class Talk { normal, quiet, json };

/// Shows how far a run is, how fast, and when it will end: one line that is rewritten on a terminal, a line now and
/// then in a log, as JSON with Talk::json. Writes to standard error.
class Progress {
  public:
    Progress(std::uint32_t first_step, std::uint32_t steps, double step_h, Talk talk);
    void show(std::uint32_t done);
    void finish(std::uint32_t done);
    double seconds() const;

  private:
    void write(std::uint32_t done, bool last);

    std::uint32_t first_;
    std::uint32_t steps_;
    double step_h_;
    Talk talk_;
    bool terminal_;
    std::chrono::steady_clock::time_point begin_;
    std::chrono::steady_clock::time_point shown_;
};

}  // namespace trabecula
