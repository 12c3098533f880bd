#include "triad.hpp"

#include "stopwatch.hpp"

namespace trabecula::bench {

namespace {

constexpr std::size_t values_per_block = 262144;
constexpr float scale = 3.0F;

}  // namespace

Triad::Triad() : a_(values_, 0.0F), b_(values_, 1.0F), c_(values_, 2.0F) {}

double Triad::rate_GB_per_s()
{
    const double time = seconds([&] {
        for_blocks(values_, values_per_block, [&](std::size_t begin, std::size_t end) {
            float* a = a_.data();
            const float* b = b_.data();
            const float* c = c_.data();
            for (std::size_t i = begin; i < end; ++i) a[i] = b[i] + scale * c[i];
        });
    });
    return 3.0 * sizeof(float) * static_cast<double>(values_) / time * 1e-9;
}

}  // namespace trabecula::bench
