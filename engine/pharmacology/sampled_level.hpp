#pragma once
#include <vector>

namespace trabecula {

/// A level that was computed beforehand: its values and slopes at some times, with a cubic between them. 0 before the
/// first time and from the last on.
class SampledLevel {
  public:
    /// @param time_h  not before the last one; where it is the same, the level jumps there
    void add(double time_h, double level, double slope_per_h);

    /// Its mean from one time to another; at one time, its value there, after a jump.
    double mean_over(double from_h, double to_h) const;

  private:
    struct Sample {
        double time_h, level, slope_per_h;
        double area;  // under the level, from the first time on
    };

    double level_at(double time_h) const;
    double area_until(double time_h) const;
    std::vector<Sample>::const_iterator after(double time_h) const;

    std::vector<Sample> samples_;
};

}  // namespace trabecula
