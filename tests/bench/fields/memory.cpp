#include "memory.hpp"

#include "many_fields.hpp"
#include "sections.hpp"
#include "table.hpp"

#include "core/error.hpp"

#include <malloc.h>

#include <fstream>
#include <string>
#include <string_view>

namespace trabecula::bench {

namespace {

/// An entry of /proc/self/status that is in kB.
double bytes_of(std::string_view entry)
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        double kilobytes = 0.0;
        if (word == entry && status >> kilobytes) return 1024.0 * kilobytes;
    }
    throw FileError("/proc/self/status has no " + std::string(entry) + "; memory is measured on Linux only");
}

/// What was freed goes back to the system, and VmHWM down to VmRSS.
void forget_peak()
{
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5;
}

}  // namespace

double peak_bytes_per_voxel(const Grid& grid, int count)
{
    forget_peak();
    const double before = bytes_of("VmRSS:");
    ManyFields fields(grid, std::vector<Material>(grid.size(), Material::marrow), count);
    for (int f = 0; f < count; ++f) fields.solver().advance(fields.prepare(f));
    return (bytes_of("VmHWM:") - before) / static_cast<double>(grid.size());
}

nlohmann::ordered_json memory(Lattices)
{
    const Grid grid = cube(standard_edge);
    Table table("memory: peak of making and solving fields on 128^3 voxels; solver: what it says that it holds",
                {"fields", "bytes/voxel", "solver bytes/voxel"});
    for (const int count : {1, 4, 13}) {
        const double solver = static_cast<double>(DiffusionSolver(grid).bytes_held());
        table.add({count, peak_bytes_per_voxel(grid, count), solver / static_cast<double>(grid.size())});
    }
    return table.rows();
}

}  // namespace trabecula::bench
