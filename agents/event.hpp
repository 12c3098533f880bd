#pragma once
#include "core/random.hpp"

namespace trabecula {

/// Whether something of a constant rate happens within a step. Its probability is less than rate times step, so that
/// the exponential is needed for few of the cells to which it does not happen.
inline bool happens_within(RandomStream random, double rate_per_h, double step_h)
{
    const double drawn = random.uniform();
    return drawn < rate_per_h * step_h && drawn < probability_within(rate_per_h, step_h);
}

}  // namespace trabecula
