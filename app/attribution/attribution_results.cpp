#include "app/attribution/attribution_results.hpp"

#include "app/study/student_t.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

/// One value per seed.
using Seeds = std::vector<double>;

std::vector<std::int64_t> seeds_of_all(const ArmResponses& runs)
{
    std::vector<std::int64_t> seeds;
    for (const auto& [seed, values] : runs.front())
        if (std::ranges::all_of(runs, [seed = seed](const auto& arm) { return arm.contains(seed); }))
            seeds.push_back(seed);
    return seeds;
}

template <class Combine>
Seeds combined(const Seeds& a, const Seeds& b, Combine&& combine)
{
    Seeds result;
    for (std::size_t i = 0; i < a.size(); ++i) result.push_back(combine(a[i], b[i]));
    return result;
}

MeanOfSeeds mean_of(const Seeds& values)
{
    const Summary summary = summarise(values);
    return {summary.mean, summary.mean - summary.half_interval, summary.mean + summary.half_interval};
}

}  // namespace

Attribution attribute(const AttributionPlan& plan, const ArmResponses& runs, std::size_t response)
{
    const std::vector<std::int64_t> seeds = seeds_of_all(runs);
    const auto of = [&](std::size_t arm) {
        Seeds values;
        for (const std::int64_t seed : seeds) values.push_back(runs[arm].at(seed)[response]);
        return values;
    };
    const Seeds treated = of(plan.treated);
    const Seeds untreated = of(plan.untreated);
    Attribution result;
    result.seeds = static_cast<int>(seeds.size());
    result.treated = summarise(treated).mean;
    result.untreated = summarise(untreated).mean;
    double whole = std::abs(result.untreated);
    if (whole == 0.0) whole = std::abs(result.treated);
    if (whole == 0.0) whole = 1.0;  // both are 0 throughout
    const auto percent = [whole](double a, double b) { return 100.0 * (a - b) / whole; };
    result.effect = mean_of(combined(treated, untreated, percent));
    const bool is_certain = result.effect.low > 0.0 || result.effect.high < 0.0;
    for (const SwitchedPart& part : plan.parts) {
        const Seeds lost = combined(treated, of(part.off), percent);
        const Seeds alone = combined(of(part.alone), untreated, percent);
        AttributedPart& of_part = result.parts.emplace_back(AttributedPart{mean_of(lost), mean_of(alone), {}});
        const double effect = result.effect.mean;
        if (is_certain)
            of_part.share = mean_of(combined(lost, alone, [&](double a, double b) { return 0.5 * (a + b) / effect; }));
    }
    return result;
}

}  // namespace trabecula
