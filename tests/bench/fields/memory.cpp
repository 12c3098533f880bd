#include "memory.hpp"

#include "many_fields.hpp"
#include "peak_memory.hpp"
#include "sections.hpp"
#include "table.hpp"

namespace trabecula::bench {

double peak_bytes_per_voxel(const Grid& grid, int count)
{
    forget_peak();
    const double before = resident_bytes();
    ManyFields fields(grid, std::vector<Material>(grid.size(), Material::marrow), count);
    for (int f = 0; f < count; ++f) fields.solver().advance(fields.prepare(f));
    return (peak_bytes() - before) / static_cast<double>(grid.size());
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
