#include "app/study/jackknife.hpp"

#include "app/study/student_t.hpp"

namespace trabecula {

std::vector<Estimate> jackknife(
    std::size_t seeds, const std::function<std::vector<double>(std::optional<std::size_t> left_out)>& statistic)
{
    const std::vector<double> whole = statistic(std::nullopt);
    const auto n = static_cast<double>(seeds);
    std::vector<std::vector<double>> pseudo(whole.size());
    for (std::size_t seed = 0; seed < seeds; ++seed) {
        const std::vector<double> without = statistic(seed);
        for (std::size_t i = 0; i < whole.size(); ++i) pseudo[i].push_back(n * whole[i] - (n - 1.0) * without[i]);
    }
    std::vector<Estimate> estimates;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const double half = summarise(pseudo[i]).half_interval;
        estimates.push_back({whole[i], whole[i] - half, whole[i] + half});
    }
    return estimates;
}

}  // namespace trabecula
