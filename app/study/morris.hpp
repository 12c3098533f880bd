#pragma once
#include "app/study/unit_points.hpp"

#include <cstdint>
#include <span>

namespace trabecula {

/// Trajectories of [Morris1991] on a grid of `levels` (even) values from 0 to 1: each begins at a random point and
/// changes one factor after the other, in random order, by levels / (2 (levels - 1)) up or down. Points come trajectory
/// by trajectory, `factors` + 1 each.
UnitPoints morris_trajectories(std::size_t trajectories, std::size_t factors, std::size_t levels, std::uint64_t seed);

/// Elementary effects of one factor, one per trajectory in which both values are known: the change of the response over
/// that of the factor, where 1 is its whole range. @param values  one per point; NaN: not known
std::vector<double> elementary_effects(const UnitPoints& points, std::span<const double> values, std::size_t factor);

}  // namespace trabecula
