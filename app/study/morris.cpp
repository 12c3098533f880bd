#include "app/study/morris.hpp"

#include "core/random.hpp"

#include <numeric>
#include <utility>

namespace trabecula {

namespace {

std::vector<std::size_t> shuffled(std::size_t count, RandomStream& random)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
    return order;
}

}  // namespace

UnitPoints morris_trajectories(std::size_t trajectories, std::size_t factors, std::size_t levels, std::uint64_t seed)
{
    const double last = static_cast<double>(levels - 1);
    const auto jump = levels / 2;
    UnitPoints points;
    for (std::size_t t = 0; t < trajectories; ++t) {
        RandomStream random(seed, t, StepIndex{0}, 0);
        std::vector<std::size_t> level(factors);
        for (std::size_t& one : level) one = random.below(static_cast<std::uint32_t>(levels));
        const auto add = [&] {
            points.emplace_back();
            for (const std::size_t one : level) points.back().push_back(static_cast<double>(one) / last);
        };
        add();
        for (const std::size_t factor : shuffled(factors, random)) {
            level[factor] = level[factor] < jump ? level[factor] + jump : level[factor] - jump;
            add();
        }
    }
    return points;
}

std::vector<double> elementary_effects(const UnitPoints& points, std::span<const double> values, std::size_t factor)
{
    std::vector<double> effects;
    const std::size_t length = points.front().size() + 1;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double change = points[i][factor] - points[i - 1][factor];
        if (i % length == 0 || change == 0.0) continue;
        const double effect = (values[i] - values[i - 1]) / change;
        if (std::isfinite(effect)) effects.push_back(effect);
    }
    return effects;
}

}  // namespace trabecula
