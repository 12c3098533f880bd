#include "imaging/otsu.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace trabecula {

namespace {

constexpr std::size_t bins = 256;
using Histogram = std::array<double, bins>;

/// Last bin of the lower class.
std::size_t best_split(const Histogram& histogram)
{
    double count = 0.0;
    double sum = 0.0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        count += histogram[bin];
        sum += histogram[bin] * static_cast<double>(bin);
    }
    double lower_count = 0.0;
    double lower_sum = 0.0;
    double most = -1.0;
    std::size_t best = 0;
    for (std::size_t bin = 0; bin + 1 < bins; ++bin) {
        lower_count += histogram[bin];
        lower_sum += histogram[bin] * static_cast<double>(bin);
        const double upper_count = count - lower_count;
        const double apart = lower_sum / lower_count - (sum - lower_sum) / upper_count;
        const double between = lower_count * upper_count * apart * apart;
        if (between <= most) continue;
        most = between;
        best = bin;
    }
    return best;
}

}  // namespace

double otsu_threshold(std::span<const float> grey)
{
    const auto [least, greatest] = std::minmax_element(grey.begin(), grey.end());
    if (least == grey.end() || *least == *greatest)
        throw InputError(fmt::format("Otsu's threshold needs at least two different grey values; there {} {} voxels{}",
                                     grey.size() == 1 ? "is" : "are", grey.size(),
                                     grey.empty() ? "" : fmt::format(", all of grey {}", *least)));
    const double first = double{*least};
    const double width = (double{*greatest} - first) / static_cast<double>(bins);
    Histogram histogram{};
    for (const float value : grey)
        ++histogram[std::min(bins - 1, static_cast<std::size_t>((double{value} - first) / width))];
    return first + (static_cast<double>(best_split(histogram)) + 0.5) * width;
}

}  // namespace trabecula
