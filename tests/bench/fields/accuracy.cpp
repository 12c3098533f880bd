#include "exact_solution.hpp"
#include "sections.hpp"
#include "setup.hpp"
#include "stopwatch.hpp"
#include "table.hpp"

#include <array>

namespace trabecula::bench {

namespace {

constexpr int repetitions = 3;
constexpr double tolerance_before = 1e-6;
constexpr double matters = 1e-6;  // of the largest concentration

/// What the solver starts from.
struct Start {
    std::string_view name;
    std::vector<float> concentration_pM;
};

/// Zero, and solutions from before 1 % of the cells moved.
std::vector<Start> starts_of(const test::Setup& problem, std::span<const CellExchange> cells, DiffusionSolver& solver)
{
    const auto solution_before = [&](Move move) {
        test::Setup before = problem;
        scatter(moved(cells, problem.grid, problem.materials, move), before.secretion);
        before.tolerance = tolerance_before;
        before.advance(solver);
        return before.concentration;
    };
    return {{"zero", std::vector<float>(problem.grid.size(), 0.0F)},
            {"near", solution_before(Move::to_a_neighbour)},
            {"far", solution_before(Move::anywhere)}};
}

/// Largest error of a voxel over what the voxel holds.
double pointwise_error(const std::vector<float>& found, const std::vector<double>& expected)
{
    const double least = matters * *std::ranges::max_element(expected);
    double error = 0.0;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (expected[i] > least) error = std::max(error, std::abs(double{found[i]} / expected[i] - 1.0));
    return error;
}

double milliseconds(test::Setup& problem, const Start& start, DiffusionSolver& solver, int threads)
{
    std::vector<double> times;
    for (int i = 0; i < repetitions; ++i) {
        problem.concentration = start.concentration_pM;
        times.push_back(on_threads(threads, [&] { return seconds([&] { problem.advance(solver); }); }));
    }
    return 1e3 * median(times);
}

void add_problem(Table& table, const Bone& bone, double bone_to_marrow)
{
    test::Setup problem = setup_of(bone, bone_to_marrow);
    const auto cells = random_exchanges(bone.materials, 0).secretion;
    scatter(cells, problem.secretion);
    const std::vector<double> expected = test::exact(problem);
    DiffusionSolver solver(bone.grid);
    solver.set_materials(bone.materials);
    for (const Start& start : starts_of(problem, cells, solver)) {
        for (const double asked : {1e-3, 1e-5}) {
            problem.tolerance = asked;
            problem.concentration = start.concentration_pM;
            const DiffusionOutcome outcome = problem.advance(solver);
            const double error = test::largest_error(problem.concentration, expected);
            const double pointwise = pointwise_error(problem.concentration, expected);
            table.add({bone.name, bone_to_marrow, start.name, asked, outcome.iterations, outcome.error_estimate, error,
                       pointwise, milliseconds(problem, start, solver, 1), milliseconds(problem, start, solver, 2)});
        }
    }
}

}  // namespace

nlohmann::ordered_json accuracy(Lattices)
{
    Table table(
        "accuracy: 128^3 voxels; error: largest error over largest concentration; pointwise: over the voxel's "
        "own concentration;\nnear, far: from the solution before 1 % of the cells moved to a neighbour, or "
        "anywhere",
        {"bone", "D bone/marrow", "start", "tolerance", "iterations", "estimate", "error", "pointwise", "ms 1 thread",
         "ms 2 threads"});
    const Grid grid = cube(standard_edge);
    add_problem(table, no_bone(grid), 1.0);
    for (const auto& bone : {std::optional(synthetic_bone(grid)), std::optional(rough_bone(grid)), scanned_bone()})
        if (bone)
            for (const double bone_to_marrow : {1.0, 0.1, 0.0}) add_problem(table, *bone, bone_to_marrow);
    return table.rows();
}

}  // namespace trabecula::bench
