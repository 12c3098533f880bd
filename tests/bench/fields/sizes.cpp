#include "sections.hpp"
#include "setup.hpp"
#include "stopwatch.hpp"
#include "table.hpp"

#include <fmt/format.h>

namespace trabecula::bench {

namespace {

struct StepLength {
    std::string_view name;
    double h;
};

constexpr auto step_lengths = std::to_array<StepLength>({
    {"1 min", 1.0 / 60.0},
    {"1 h", 1.0},
    {"1 d", 24.0},
    {"infinite", test::infinity},
});

std::vector<Grid> grids(Lattices lattices)
{
    std::vector<Grid> grids{
        cube(64), cube(96), cube(128), cube(192), cube(256), {200, 77, 131, spacing}, {101, 103, 107, spacing}};
    if (lattices == Lattices::large_too) grids.push_back(cube(512));
    return grids;
}

void add_bone(Table& table, const Bone& bone)
{
    test::Setup problem = setup_of(bone, in_bone / in_marrow);
    scatter(random_exchanges(bone.materials, 0).secretion, problem.secretion);
    DiffusionSolver solver(bone.grid);
    solver.set_materials(bone.materials);
    for (const StepLength& dt : step_lengths) {
        problem.dt = dt.h;
        std::ranges::fill(problem.concentration, 0.0F);
        DiffusionOutcome outcome;
        const double time = seconds([&] { outcome = problem.advance(solver); });
        table.add({bone.name, bone.grid.nx, bone.grid.ny, bone.grid.nz, dt.name, outcome.iterations,
                   outcome.error_estimate, 1e3 * time, 1e9 * time / static_cast<double>(bone.grid.size())});
    }
}

}  // namespace

nlohmann::ordered_json sizes(Lattices lattices)
{
    Table table(fmt::format("sizes: from zero to a tolerance of {}; bone conducts a tenth of marrow; {} threads",
                            tolerance, usable_threads()),
                {"bone", "nx", "ny", "nz", "dt", "iterations", "estimate", "ms", "ns/voxel"});
    for (const Grid& grid : grids(lattices))
        for (const auto make : {&no_bone, &synthetic_bone, &rough_bone}) add_bone(table, make(grid));
    return table.rows();
}

}  // namespace trabecula::bench
