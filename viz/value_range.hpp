#pragma once
#include <algorithm>
#include <limits>

namespace trabecula {

/// The values that the two ends of the map of colours stand for.
struct ValueRange {
    double low = 0.0;
    double high = 1.0;
};

/// Gathers the values that pictures show, for one scale of colours over all of them.
class SeenValues {
  public:
    void add(float value)
    {
        low_ = std::min(low_, value);
        high_ = std::max(high_, value);
    }

    /// From zero, unless all values lie close together. Never empty.
    ValueRange range() const
    {
        if (low_ > high_) return {0, 1};
        const double low = low_ >= 0 && low_ < 0.6F * high_ ? 0.0 : low_;
        if (high_ > low) return {low, high_};
        return {std::min(0.0, low), high_ > 0 ? 2.0 * high_ : low < 0 ? 0.0 : 1.0};
    }

  private:
    float low_ = std::numeric_limits<float>::infinity();
    float high_ = -std::numeric_limits<float>::infinity();
};

}  // namespace trabecula
