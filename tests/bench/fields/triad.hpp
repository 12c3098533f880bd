#pragma once
#include <cstddef>
#include <vector>

namespace trabecula::bench {

/// The triad of STREAM, a = b + s c, on three arrays of floats that hold 256 MiB together: what memory can deliver.
class Triad {
  public:
    Triad();

    /// One pass over the arrays, in GB/s; 12 bytes per element, as STREAM counts: what a write reads first is left out.
    double rate_GB_per_s();

  private:
    static constexpr std::size_t values_ = (std::size_t{256} << 20U) / 3 / sizeof(float);

    std::vector<float> a_;
    std::vector<float> b_;
    std::vector<float> c_;
};

}  // namespace trabecula::bench
