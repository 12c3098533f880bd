#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace trabecula {

/// A number that was estimated, with its 95 % confidence interval; NaN where not known.
struct Estimate {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// Numbers from all seeds, with intervals from leaving out one seed after the other [Tukey1958]: it keeps what runs of
/// one seed share, and draws no random numbers. @param statistic  makes the numbers, without the seed that it is given
std::vector<Estimate> jackknife(
    std::size_t seeds, const std::function<std::vector<double>(std::optional<std::size_t> left_out)>& statistic);

}  // namespace trabecula
