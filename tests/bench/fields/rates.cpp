#include "rates.hpp"

#include "cycle.hpp"
#include "stopwatch.hpp"

#include <algorithm>

namespace trabecula::bench {

namespace {

constexpr int repetitions = 5;
constexpr int triads_per_repetition = 3;

}  // namespace

double Rates::median_cycle_Mvoxel_per_s() const
{
    return median(cycle_Mvoxel_per_s);
}

double Rates::best_cycle_Mvoxel_per_s() const
{
    return *std::ranges::max_element(cycle_Mvoxel_per_s);
}

std::vector<Rates> measure_rates(ManyFields& fields, Triad& triad, std::span<const int> threads)
{
    std::vector<Rates> found;
    for (const int count : threads) found.push_back({count, {}});
    for (int repetition = 0; repetition < repetitions; ++repetition) {
        for (Rates& rates : found) {
            on_threads(rates.threads, [&] {
                for (int i = 0; i < triads_per_repetition; ++i)
                    rates.triad_GB_per_s = std::max(rates.triad_GB_per_s, triad.rate_GB_per_s());
                rates.cycle_Mvoxel_per_s.push_back(cycle_rate_Mvoxel_per_s(fields));
            });
        }
    }
    return found;
}

double scaling(const Rates& many, const Rates& few)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < many.cycle_Mvoxel_per_s.size(); ++i)
        ratios.push_back(many.cycle_Mvoxel_per_s[i] / few.cycle_Mvoxel_per_s[i]);
    return median(ratios);
}

}  // namespace trabecula::bench
