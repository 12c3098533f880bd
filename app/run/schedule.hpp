#pragma once
#include "core/units.hpp"

#include <cmath>
#include <cstdint>

namespace trabecula {

/// Knows at which steps something that happens every so many hours is due. 0 h: never.
class Schedule {
  public:
    Schedule(Hours every, Hours step)
        : steps_(every.value > 0.0 ? static_cast<std::uint32_t>(std::llround(every / step)) : 0)
    {}

    /// Steps from one time to the next; 0: never.
    std::uint32_t every() const { return steps_; }
    bool due(std::uint32_t step) const { return steps_ != 0 && step % steps_ == 0; }

  private:
    std::uint32_t steps_;
};

}  // namespace trabecula
