#include "app/study/enumerated_arms.hpp"

namespace trabecula {

namespace {

Arm base_of(const std::vector<Factor>& factors)
{
    Arm arm;
    for (const Factor& factor : factors) arm.push_back(factor.base.value_or(Level{"base", factor.name.place, {}}));
    return arm;
}

}  // namespace

std::vector<Arm> grid_of(const std::vector<Factor>& factors)
{
    std::vector<Arm> arms{{}};
    for (const Factor& factor : factors) {
        std::vector<Arm> longer;
        for (const Arm& arm : arms)
            for (const Level& level : factor.levels) {
                longer.push_back(arm);
                longer.back().push_back(level);
            }
        arms = std::move(longer);
        if (arms.size() > most_runs) break;
    }
    return arms;
}

std::vector<Arm> one_at_a_time(const std::vector<Factor>& factors)
{
    std::vector<Arm> arms{base_of(factors)};
    for (std::size_t f = 0; f < factors.size(); ++f)
        for (const Level& level : factors[f].levels) {
            arms.push_back(arms.front());
            arms.back()[f] = level;
        }
    return arms;
}

std::vector<Arm> pairs_of(const std::vector<Factor>& factors)
{
    std::vector<Arm> arms = one_at_a_time(factors);
    for (std::size_t f = 0; f < factors.size(); ++f)
        for (std::size_t g = f + 1; g < factors.size(); ++g)
            for (std::size_t level = 0; level < factors[f].levels.size(); ++level) {
                arms.push_back(arms.front());
                arms.back()[f] = factors[f].levels[level];
                arms.back()[g] = factors[g].levels[level];
            }
    return arms;
}

}  // namespace trabecula
