#pragma once
#include "viz/report/arms.hpp"
#include "viz/report/html.hpp"

namespace trabecula {

/// As many arms are drawn, in pictures and in three dimensions; the page says so where there are more.
inline constexpr std::size_t most_arms_drawn = 4;

/// Bone and cells of the first run of each arm, in its first and last frame, as PNG within the page. Where nothing can
/// be drawn the page says why.
Html pictures_of(const Comparison& comparison);

/// "Shown are the first 4 of 6 scenarios"; empty when all are, or when each has one run.
Html what_is_drawn(const Comparison& comparison);

}  // namespace trabecula
