#include "exact_solution.hpp"

#include <catch2/catch.hpp>

#include <numbers>

using namespace trabecula;
using namespace trabecula::test;

namespace {

double pi_over(int n)
{
    return std::numbers::pi / n;
}

/// Where a cosine of one half wave along x stands after one step, relative to where it stood.
double amplification(int n, double dt)
{
    Setup problem(box(n, 5, 4, 640.0 / n));
    problem.decay = 0.5;
    problem.dt = dt;
    problem.tolerance = 1e-6;
    const auto mode = [&](std::size_t i) { return std::cos(pi_over(n) * (problem.grid.voxel(i).x + 0.5)); };
    for (std::size_t i = 0; i < problem.grid.size(); ++i) problem.concentration[i] = static_cast<float>(1.0 + mode(i));
    const std::vector<float> before = problem.concentration;
    problem.advance();
    double projection = 0.0;
    double norm = 0.0;
    for (std::size_t i = 0; i < problem.grid.size(); ++i) {
        projection += mode(i) * double{problem.concentration[i]};
        norm += mode(i) * double{before[i]};
    }
    return projection / norm;
}

constexpr double continuous_rate(double decay)
{
    return 3.6e5 * (std::numbers::pi / 640.0) * (std::numbers::pi / 640.0) + decay;
}

/// Relative error at the end of 0.02 h in steps of dt.
double error_in_time(double dt)
{
    const auto steps = static_cast<int>(std::lround(0.02 / dt));
    return std::abs(std::pow(amplification(64, dt), steps) / std::exp(-continuous_rate(0.5) * 0.02) - 1.0);
}

}  // namespace

TEST_CASE("A cosine shrinks by the factor that the discrete operator has for it", "[fields]")
{
    const int n = GENERATE(7, 16, 33);
    const double spacing = 640.0 / n;
    const double eigenvalue = 3.6e5 / (spacing * spacing) * 2.0 * (1.0 - std::cos(pi_over(n)));
    const double dt = GENERATE(0.001, 0.1);
    CHECK(amplification(n, dt) == Approx(1.0 / (1.0 + dt * (eigenvalue + 0.5))).epsilon(2e-5));
}

TEST_CASE("The solution converges in second order over space and in first order over time", "[fields]")
{
    const auto error_in_space = [](int n) {
        const double dt = 0.01;
        const double rate = (1.0 / amplification(n, dt) - 1.0) / dt;
        return std::abs(rate / continuous_rate(0.5) - 1.0);
    };
    CHECK(std::log2(error_in_space(8) / error_in_space(16)) == Approx(2.0).margin(0.1));
    CHECK(std::log2(error_in_time(0.001) / error_in_time(0.0005)) == Approx(1.0).margin(0.1));
}

TEST_CASE("A steady point source gives the screened Green's function", "[fields]")
{
    Setup problem(box(65, 65, 65));
    problem.dt = infinity;
    problem.decay = 3.6e5 / (60.0 * 60.0);  // decay length 60 um
    problem.secretion[problem.grid.index({32, 32, 32})] = 1000.0F;
    problem.advance();
    for (const int away : {6, 10, 14}) {
        const double r = 10.0 * away;
        const double analytic = 1000.0 * 1000.0 / (4.0 * std::numbers::pi * 3.6e5 * r) * std::exp(-r / 60.0);
        CHECK(problem.concentration[problem.grid.index({32 + away, 32, 32})] == Approx(analytic).epsilon(0.02));
        CHECK(problem.concentration[problem.grid.index({32, 32, 32 - away})] == Approx(analytic).epsilon(0.02));
    }
}

TEST_CASE("Through random bone the error against a double-precision solution stays below the tolerance", "[fields]")
{
    const double in_bone = GENERATE(0.0, 3.6e4, 3.6e5);
    const double dt = GENERATE(1.0 / 60.0, 1.0, infinity);
    Setup problem(box(33, 17, 29));
    problem.in_bone = in_bone;
    problem.dt = dt;
    add_random_bone(problem, 0.25);
    add_random_sources(problem, 0.02);
    add_random_uptake(problem, 0.02, 500.0);
    const auto expected = exact(problem);
    for (const double tolerance : {1e-3, 1e-5, 1e-6}) {
        Setup solved = problem;
        solved.tolerance = tolerance;
        const DiffusionOutcome outcome = solved.advance();
        CAPTURE(in_bone, dt, tolerance, outcome.iterations, outcome.error_estimate);
        CHECK(outcome.error_estimate <= tolerance);
        CHECK(largest_error(solved.concentration, expected) <= outcome.error_estimate);
        CHECK(outcome.mass_imbalance < 1e-5);
        CHECK(*std::ranges::min_element(solved.concentration) >= 0.0F);
    }
}

TEST_CASE("Rough bone that is mostly closed still converges", "[fields]")
{
    const double share = GENERATE(0.5, 0.65);
    Setup problem(box(23, 21, 22));
    problem.in_bone = 0.0;
    add_random_bone(problem, share);
    add_random_sources(problem, 0.05);
    const auto expected = exact(problem);
    const DiffusionOutcome outcome = problem.advance();
    CAPTURE(share, outcome.iterations);
    CHECK(largest_error(problem.concentration, expected) < 1e-5);
    CHECK(outcome.iterations < 70);
}

TEST_CASE("One voxel that takes up strongly is solved as elimination solves it", "[fields]")
{
    const float uptake = GENERATE(1.0F, 1e3F, 1e7F);
    const double dt = GENERATE(1.0, infinity);
    Setup problem(box(7, 6, 5));
    problem.decay = 0.0;
    problem.dt = dt;
    add_random_sources(problem, 0.2);
    problem.uptake.assign(problem.grid.size(), 0.0F);
    problem.uptake[problem.grid.index({3, 2, 2})] = uptake;
    const auto expected = exact_by_elimination(problem);
    problem.advance();
    CHECK(largest_error(problem.concentration, expected) < 1e-5);
}

TEST_CASE("Lattices of any shape are solved", "[fields]")
{
    const auto [nx, ny, nz] = GENERATE(table<int, int, int>(
        {{1, 1, 1}, {1, 1, 7}, {7, 1, 1}, {1, 6, 1}, {2, 2, 2}, {5, 3, 2}, {2, 31, 1}, {33, 17, 29}}));
    Setup problem(box(nx, ny, nz));
    problem.secretion.front() = 100.0F;
    problem.concentration.back() = 3.0F;
    const auto expected = exact(problem);
    const DiffusionOutcome outcome = problem.advance();
    CAPTURE(nx, ny, nz);
    CHECK(largest_error(problem.concentration, expected) < 1e-5);
    CHECK(outcome.mass_imbalance < 1e-5);
}
