#include "exact_solution.hpp"
#include "hypre_solver.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <chrono>

using namespace trabecula;
using namespace trabecula::test;

namespace {

/// The problem of `bench_fields` (docs/performance.md) with D_bone a quarter of D: 20 um, decay 1e-4 /s, secretion in
/// 2 % of the voxels, steady state.
Setup standard_problem(int edge, bool with_bone)
{
    Setup problem(box(edge, edge, edge, 20.0));
    problem.in_bone = 0.25 * problem.in_marrow;
    problem.dt = infinity;
    if (with_bone) {
        for (std::size_t i = 0; i < problem.grid.size(); ++i) {
            const Voxel v = problem.grid.voxel(i);
            const auto wave = [](int x) { return std::sin(2.0 * std::numbers::pi * x / 32.0); };
            const auto shifted = [](int x) { return std::cos(2.0 * std::numbers::pi * x / 32.0); };
            const double gyroid = wave(v.x) * shifted(v.y) + wave(v.y) * shifted(v.z) + wave(v.z) * shifted(v.x);
            if (gyroid > 0.75) problem.materials[i] = Material::bone;
        }
    }
    add_random_sources(problem, 0.02);
    return problem;
}

/// Hypre's residual is made smaller until its error is, so that both are compared at one accuracy.
HypreSolution hypre_to(double error, const Setup& problem, const std::vector<double>& expected)
{
    const auto error_of = [&](const HypreSolution& solution) {
        double most = 0.0;
        double largest = 0.0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            most = std::max(most, std::abs(solution.concentration_pM[i] - expected[i]));
            largest = std::max(largest, std::abs(expected[i]));
        }
        return most / largest;
    };
    for (double residual = 0.1;; residual *= 0.3) {
        HypreSolution solution = solve_with_hypre(problem, residual);
        if (error_of(solution) <= error || residual < 1e-12) return solution;
    }
}

}  // namespace

TEST_CASE("hypre and the field solver agree, and how long each takes", "[crosscheck]")
{
    const bool with_bone = GENERATE(false, true);
    const Setup problem = standard_problem(128, with_bone);
    const std::vector<double> expected = exact(problem);
    DiffusionSolver solver(problem.grid);
    solver.set_materials(problem.materials);
    fmt::print("128^3, {}, one thread or rank\n", with_bone ? "a gyroid of bone" : "no bone");
    for (const double error : {1e-3, 1e-5}) {
        Setup solved = problem;
        solved.tolerance = error;
        double seconds = infinity;
        DiffusionOutcome outcome;
        for (int repeat = 0; repeat < 5; ++repeat) {
            solved.concentration = problem.concentration;
            ThreadLimit one(1);
            const auto begin = std::chrono::steady_clock::now();
            outcome = one.run([&] { return solved.advance(solver); });
            seconds =
                std::min(seconds, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
        }
        const HypreSolution hypre = hypre_to(error, problem, expected);
        fmt::print(
            "  error {:.0e}: {:6.3f} s, {} iterations; hypre {:6.3f} s, {} iterations, after {:.3f} s of set-up "
            "and {:.3f} s of assembly\n",
            error, seconds, outcome.iterations, hypre.seconds_to_solve, hypre.iterations, hypre.seconds_to_set_up,
            hypre.seconds_to_assemble);
        CHECK(largest_error(solved.concentration, expected) <= error);
        CHECK(largest_error(solved.concentration, hypre.concentration_pM) <= 2.0 * error);
    }
}
