#pragma once
#include "core/ids.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace trabecula {

/// Counter-based random numbers: a draw is a pure function of (seed, who, step, purpose, number of the draw), so it
/// depends on no other cell, no order of evaluation and no thread. Philox4x32-10 [Salmon2011].
///
/// Two streams with the same four keys give the same numbers; give each decision of a cell a purpose of its own.
class RandomStream {
  public:
    /// @param who      a cell's id, or any 64-bit name of what draws
    /// @param purpose  0-255
    RandomStream(std::uint64_t seed, std::uint64_t who, StepIndex step, std::uint8_t purpose)
        : key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)}},
          counter_{{static_cast<std::uint32_t>(who), static_cast<std::uint32_t>(who >> 32U), raw(step),
                    std::uint32_t{purpose} << 24U}}
    {}

    std::uint32_t bits()
    {
        if (used_ == 4) {
            block_ = r123::Philox4x32()(counter_, key_);
            ++counter_[3];
            used_ = 0;
        }
        return block_[used_++];
    }

    /// Uniform in [0, 1), 32 bits.
    double uniform() { return bits() * 0x1p-32; }

    bool happens(double probability) { return uniform() < probability; }

    /// Uniform in {0, ..., count - 1}; count > 0.
    std::uint32_t below(std::uint32_t count)
    {
        return static_cast<std::uint32_t>((std::uint64_t{bits()} * count) >> 32U);
    }

    /// Standard normal (Box-Muller).
    double normal()
    {
        const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));
        return radius * std::cos(6.283185307179586 * uniform());
    }

    /// Poisson: by inversion up to a mean of 30, above it the rounded normal approximation (relative error of the
    /// variance below 1 %). Zero for a mean that is not positive.
    std::uint32_t poisson(double mean)
    {
        if (mean <= 0.0) return 0;
        if (mean > 30.0)
            return static_cast<std::uint32_t>(std::max(0.0, std::round(mean + std::sqrt(mean) * normal())));
        double rest = uniform();
        double probability = std::exp(-mean);
        std::uint32_t count = 0;
        while (rest >= probability && count < 200) {
            rest -= probability;
            probability *= mean / ++count;
        }
        return count;
    }

  private:
    r123::Philox4x32::key_type key_;
    r123::Philox4x32::ctr_type counter_;
    r123::Philox4x32::ctr_type block_{};
    unsigned used_ = 4;
};

/// Probability that something of a constant rate happens at least once within a step.
inline double probability_within(double rate_per_h, double step_h)
{
    return -std::expm1(-rate_per_h * step_h);
}

/// Mixes 64-bit words into one (the finaliser of SplitMix64, chained): for cell ids and for settling conflicts.
template <class... Words>
constexpr std::uint64_t mix(Words... words)
{
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
    const auto absorb = [&hash](std::uint64_t word) {
        hash ^= word;
        hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBULL;
        hash = (hash ^ (hash >> 31U)) + 0x9E3779B97F4A7C15ULL;
    };
    (absorb(static_cast<std::uint64_t>(words)), ...);
    return hash;
}

}  // namespace trabecula
