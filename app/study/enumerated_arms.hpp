#pragma once
#include "app/study/study.hpp"

namespace trabecula {

/// A study that would make more runs than this is refused.
inline constexpr std::size_t most_runs = 100000;

/// All combinations of levels; the last factor changes fastest. Stops soon after `most_runs`.
std::vector<Arm> grid_of(const std::vector<Factor>& factors);

/// All factors at their base, then each level of each factor while the others stay there.
std::vector<Arm> one_at_a_time(const std::vector<Factor>& factors);

/// The same, then each two factors together, both at their first level, at their second, ...
std::vector<Arm> pairs_of(const std::vector<Factor>& factors);

}  // namespace trabecula
