#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace trabecula {

/// Watches the relative changes that iterations make, and tells the error that the last one left.
class ErrorEstimate {
  public:
    double after(double change)
    {
        double rate = 0.0;
        for (std::size_t back = 1; back <= std::min(changes_.size(), window); ++back)
            rate = std::max(rate, mean_rate(change, back));
        const double overall = changes_.empty() ? 0.0 : mean_rate(change, changes_.size());
        changes_.push_back(change);
        return change * std::max({1.0, still_to_come(rate), hidden * still_to_come(overall)});
    }

    /// Whether the last two iterations each left much of the change before.
    bool is_slow() const { return changes_.size() >= 2 && changes_.back() > slow_rate * changes_[changes_.size() - 2]; }

  private:
    static constexpr double slowest_rate = 0.9;
    static constexpr double slow_rate = 0.25;
    static constexpr std::size_t window = 3;  // iterations; one alone may be lucky
    static constexpr double hidden = 3.0;     // where convergence is slow, slow parts hide behind fast ones

    double mean_rate(double change, std::size_t back) const
    {
        return std::min(slowest_rate,
                        std::pow(change / changes_[changes_.size() - back], 1.0 / static_cast<double>(back)));
    }
    static double still_to_come(double rate) { return rate / (1.0 - rate); }

    std::vector<double> changes_;
};

}  // namespace trabecula
