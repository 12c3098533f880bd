#include "rates.hpp"
#include "sections.hpp"
#include "table.hpp"

#include "core/parallel.hpp"

#include <algorithm>

namespace trabecula::bench {

namespace {

constexpr double bytes_per_voxel_and_cycle = 40.0;

/// 1 and 2 in any case, 4 and 16 where there are so many processors.
std::vector<int> thread_counts()
{
    std::vector<int> counts{1, 2};
    for (const int more : {4, 16})
        if (more <= usable_threads()) counts.push_back(more);
    return counts;
}

}  // namespace

nlohmann::ordered_json scaling(Lattices)
{
    Table table(
        "scaling: one cycle per field on 128^3 voxels without bone; share of triad: at 40 bytes per voxel and "
        "field",
        {"fields", "threads", "Mvoxel fields/s", "over 1 thread", "triad GB/s", "share of triad"});
    const Grid grid = cube(standard_edge);
    Triad triad;
    for (const int count : {1, 4, 13}) {
        ManyFields fields(grid, std::vector<Material>(grid.size(), Material::marrow), count);
        const auto rates = measure_rates(fields, triad, thread_counts());
        for (const Rates& its : rates) {
            const double cycles = its.median_cycle_Mvoxel_per_s();
            table.add({count, its.threads, cycles, scaling(its, rates.front()), its.triad_GB_per_s,
                       1e-3 * bytes_per_voxel_and_cycle * cycles / its.triad_GB_per_s});
        }
    }
    return table.rows();
}

}  // namespace trabecula::bench
