#pragma once
#include <chrono>

namespace trabecula {

/// Knows when so much wall time has passed since a run was last saved. 0 s: never.
class SaveTimer {
  public:
    explicit SaveTimer(double every_s) : every_s_(every_s) {}
    bool due() const
    {
        return every_s_ > 0.0 && std::chrono::duration<double>(Clock::now() - saved_).count() >= every_s_;
    }
    void saved() { saved_ = Clock::now(); }

  private:
    using Clock = std::chrono::steady_clock;
    double every_s_;
    Clock::time_point saved_ = Clock::now();
};

}  // namespace trabecula
