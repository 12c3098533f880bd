#include "summary.hpp"

#include "memory.hpp"
#include "rates.hpp"

#include <array>

namespace trabecula::bench {

namespace {

constexpr int fields_of_a_run = 13;

}  // namespace

nlohmann::ordered_json summary()
{
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
    };
}

}  // namespace trabecula::bench
