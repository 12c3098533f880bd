#pragma once
#include "core/ids.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

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
        if (mean > most_inverted_mean)
            return static_cast<std::uint32_t>(std::max(0.0, std::round(mean + std::sqrt(mean) * normal())));
        const std::uint32_t drawn = bits();
        std::uint32_t count = 0;
        for_poisson_limits(mean, [&](double limit) {
            if (drawn < limit) return false;
            ++count;
            return true;
        });
        return count;
    }

    static constexpr double most_inverted_mean = 30.0;

    /// Calls `visit` with 2^32 times the probability of no event, of one at most, of two at most, ..., while it returns
    /// true and the limits still differ: 32 random bits below the first limit mean no event, and so on.
    template <class Visit>
    static void for_poisson_limits(double mean, Visit&& visit)
    {
        double probability = 0x1p32 * std::exp(-mean);
        double limit = probability;
        for (double count = 1.0; limit < 0x1p32 && (probability > 0.01 || count < mean) && visit(limit); ++count) {
            probability *= mean / count;
            limit += probability;
        }
    }

  private:
    r123::Philox4x32::key_type key_;
    r123::Philox4x32::ctr_type counter_;
    r123::Philox4x32::ctr_type block_{};
    unsigned used_ = 4;
};

/// Makes the same draws as RandomStream::poisson, faster where many have one mean.
class PoissonTable {
  public:
    explicit PoissonTable(double mean) : mean_(mean)
    {
        limits_.fill(std::numeric_limits<std::uint32_t>::max());
        if (mean <= 0.0 || mean > RandomStream::most_inverted_mean) return;
        RandomStream::for_poisson_limits(mean, [&](double limit) {
            limits_[size_++] = static_cast<std::uint32_t>(std::ceil(limit) - 1.0);
            return size_ < limits_.size();
        });
    }

    double mean() const { return mean_; }

    std::uint32_t draw(RandomStream& random) const
    {
        if (size_ == 0) return random.poisson(mean_);
        const std::uint32_t drawn = random.bits();
        std::uint32_t count = 0;
        for (const std::uint32_t limit : limits_) count += drawn > limit ? 1 : 0;
        return count;
    }

  private:
    double mean_;
    std::size_t size_ = 0;
    std::array<std::uint32_t, 96> limits_;  // the greatest bits of no, at most one, ... events; none exceeds the rest
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
