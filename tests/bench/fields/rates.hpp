#pragma once
#include "many_fields.hpp"
#include "triad.hpp"

#include <span>
#include <vector>

namespace trabecula::bench {

/// What was found on one number of threads.
struct Rates {
    int threads;
    std::vector<double> cycle_Mvoxel_per_s;  // one value per repetition
    double triad_GB_per_s = 0.0;             // the best

    double median_cycle_Mvoxel_per_s() const;
    double best_cycle_Mvoxel_per_s() const;
};

/// Measures cycles and triad on each number of threads in turn, 5 times over: what slows the machine for a while slows
/// all of them.
std::vector<Rates> measure_rates(ManyFields& fields, Triad& triad, std::span<const int> threads);

/// The median of the ratios of cycle rates that were measured next to each other.
double scaling(const Rates& many, const Rates& few);

}  // namespace trabecula::bench
