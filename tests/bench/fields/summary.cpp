#include "summary.hpp"

#include "memory.hpp"
#include "rates.hpp"

#include "core/error.hpp"

#include <array>
#include <cstdlib>

namespace trabecula::bench {

namespace {

constexpr int fields_of_a_run = 13;

/// Processes that ran or waited in the last minute, in the mean.
double load_average()
{
    double load = 0.0;
    if (getloadavg(&load, 1) != 1) throw FileError("the load of this machine cannot be read");
    return load;
}

}  // namespace

nlohmann::ordered_json summary()
{
    const double load_before = load_average();
    const Grid grid = cube(standard_edge);
    const double bytes_per_voxel = peak_bytes_per_voxel(grid, fields_of_a_run);
    ManyFields fields(grid, std::vector<Material>(grid.size(), Material::marrow), fields_of_a_run);
    Triad triad;
    const auto rates = measure_rates(fields, triad, std::array{1, 2});
    return {
        {"cycle_rate_1_thread", rates[0].median_cycle_Mvoxel_per_s()},
        {"cycle_rate_2_threads", rates[1].median_cycle_Mvoxel_per_s()},
        {"triad_1_thread", rates[0].triad_GB_per_s},
        {"triad_2_threads", rates[1].triad_GB_per_s},
        {"scaling_2_threads", scaling(rates[1], rates[0])},
        {"bytes_per_voxel_13_fields", bytes_per_voxel},
        {"best_cycle_rate_1_thread", rates[0].best_cycle_Mvoxel_per_s()},
        {"best_cycle_rate_2_threads", rates[1].best_cycle_Mvoxel_per_s()},
        {"load_average_before", load_before},
    };
}

}  // namespace trabecula::bench
