#include "exact_solution.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using namespace trabecula::test;

namespace {

/// Fills the plane x = `at` with a material.
void add_wall(Setup& problem, int at, Material material)
{
    for (std::size_t i = 0; i < problem.grid.size(); ++i)
        if (problem.grid.voxel(i).x == at) problem.materials[i] = material;
}

Setup random_problem(const Grid& grid)
{
    Setup problem(grid);
    add_random_bone(problem, 0.25);
    add_random_sources(problem, 0.02);
    return problem;
}

/// Everything reflected along one axis.
Setup mirrored(const Setup& problem, char axis)
{
    Setup mirror = problem;
    const Grid& grid = problem.grid;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        Voxel v = grid.voxel(i);
        if (axis == 'x') v.x = grid.nx - 1 - v.x;
        if (axis == 'y') v.y = grid.ny - 1 - v.y;
        if (axis == 'z') v.z = grid.nz - 1 - v.z;
        const std::size_t to = grid.index(v);
        mirror.materials[to] = problem.materials[i];
        mirror.secretion[to] = problem.secretion[i];
        mirror.concentration[to] = problem.concentration[i];
    }
    return mirror;
}

}  // namespace

TEST_CASE("Nothing at all passes a closed wall", "[fields]")
{
    const Material wall = GENERATE(Material::bone, Material::outside);
    const int at = GENERATE(9, 10);
    const double dt = GENERATE(0.1, infinity);
    Setup problem(box(20, 9, 8));
    problem.in_bone = 0.0;
    problem.dt = dt;
    add_wall(problem, at, wall);
    problem.secretion[problem.grid.index({2, 4, 4})] = 10.0F;
    problem.advance();
    for (std::size_t i = 0; i < problem.grid.size(); ++i) {
        const bool before_the_wall = problem.grid.voxel(i).x < at;
        if ((problem.concentration[i] > 0.0F) != before_the_wall)
            FAIL("voxel " << i << ": " << problem.concentration[i]);
    }
}

TEST_CASE("A closed pore keeps its own mass", "[fields]")
{
    Setup problem(box(24, 24, 24));
    problem.in_bone = 0.0;
    problem.decay = 0.0;
    double inside = 0.0;
    const auto is_inside = [&](std::size_t i) {
        const Voxel v = problem.grid.voxel(i);
        return std::max({std::abs(v.x - 13), std::abs(v.y - 9), std::abs(v.z - 12)}) < 4;
    };
    for (std::size_t i = 0; i < problem.grid.size(); ++i) {
        const Voxel v = problem.grid.voxel(i);
        if (std::max({std::abs(v.x - 13), std::abs(v.y - 9), std::abs(v.z - 12)}) == 4)
            problem.materials[i] = Material::bone;
        problem.concentration[i] = is_inside(i) ? 1.0F : 1000.0F;
        inside += is_inside(i) ? 1.0 : 0.0;
    }
    for (int step = 0; step < 10; ++step) problem.advance();
    double after = 0.0;
    for (std::size_t i = 0; i < problem.grid.size(); ++i)
        after += is_inside(i) ? double{problem.concentration[i]} : 0.0;
    CHECK(after == Approx(inside).epsilon(1e-5));
}

TEST_CASE("Many rooms behind walls of one voxel are solved in few iterations", "[fields]")
{
    Setup problem(box(33, 27, 28));
    problem.in_bone = 0.0;
    for (std::size_t i = 0; i < problem.grid.size(); ++i) {
        const Voxel v = problem.grid.voxel(i);
        if (v.x % 11 == 10 || v.y % 13 == 12 || v.z % 9 == 8) problem.materials[i] = Material::bone;
    }
    add_random_sources(problem, 0.02);
    const auto expected = exact(problem);
    const DiffusionOutcome outcome = problem.advance();
    CHECK(largest_error(problem.concentration, expected) < 1e-5);
    CHECK(outcome.iterations <= 15);
}

TEST_CASE("A bone voxel that does not conduct keeps to itself", "[fields]")
{
    Setup problem(box(5, 5, 5));
    problem.in_bone = 0.0;
    const std::size_t bone = problem.grid.index({2, 2, 2});
    problem.materials[bone] = Material::bone;
    problem.concentration[bone] = 7.0F;
    problem.secretion[bone] = 3.0F;
    problem.secretion[0] = 50.0F;
    problem.advance();
    CHECK(problem.concentration[bone] == Approx((7.0 + 3.0) / (1.0 + 0.36)).epsilon(1e-6));
}

TEST_CASE("Voxels outside the sample stay empty, whatever is secreted there", "[fields]")
{
    Setup problem = random_problem(box(15, 14, 13));
    for (std::size_t i = 0; i < problem.grid.size(); i += 5) {
        problem.materials[i] = Material::outside;
        problem.secretion[i] = 1000.0F;
        problem.concentration[i] = 1.0F;
    }
    const DiffusionOutcome outcome = problem.advance();
    CHECK(outcome.mass_imbalance < 1e-5);
    for (std::size_t i = 0; i < problem.grid.size(); i += 5) REQUIRE(problem.concentration[i] == 0.0F);
}

TEST_CASE("Long steps end in the steady state, and uniform uptake is decay", "[fields]")
{
    Setup steady = random_problem(box(13, 11, 7));
    Setup transient = steady;
    Setup uptake = steady;
    steady.dt = infinity;
    steady.advance();
    transient.dt = 100.0;
    for (int step = 0; step < 6; ++step) transient.advance();
    uptake.dt = infinity;
    uptake.decay = 0.0;
    uptake.uptake.assign(uptake.grid.size(), 0.36F);
    uptake.advance();
    CHECK(largest_error(transient.concentration, steady.concentration) < 2e-5);
    CHECK(largest_error(uptake.concentration, steady.concentration) < 2e-5);
}

TEST_CASE("The mirrored problem has the mirrored solution", "[fields]")
{
    const char axis = GENERATE('x', 'y', 'z');
    Setup problem = random_problem(box(21, 18, 15));
    Setup mirror = mirrored(problem, axis);
    problem.advance();
    mirror.advance();
    CHECK(largest_error(mirrored(problem, axis).concentration, mirror.concentration) < 2e-5);
}

TEST_CASE("Mass is kept over many steps", "[fields]")
{
    Setup problem = random_problem(box(19, 20, 21));
    problem.decay = 0.0;
    problem.dt = 0.25;
    problem.tolerance = 1e-3;
    const auto total = [](const std::vector<float>& values) {
        double sum = 0.0;
        for (const float value : values) sum += double{value};
        return sum;
    };
    for (int step = 0; step < 40; ++step) CHECK(problem.advance().mass_imbalance < 1e-6);
    CHECK(total(problem.concentration) == Approx(10.0 * total(problem.secretion)).epsilon(1e-5));
}

TEST_CASE("A converged start costs one iteration, an empty field none", "[fields]")
{
    Setup problem = random_problem(box(32, 32, 32));
    problem.dt = infinity;
    problem.advance();
    CHECK(problem.advance().iterations == 1);
    Setup empty(box(8, 8, 8));
    CHECK(empty.advance().iterations == 0);
    CHECK(*std::ranges::max_element(empty.concentration) == 0.0F);
}

TEST_CASE("A solver that is used again gives the bits of a new one", "[fields][determinism]")
{
    Setup first = random_problem(box(22, 9, 17));
    Setup again = first;
    Setup other(first.grid);
    other.in_bone = 0.0;
    other.materials[5] = Material::outside;
    other.secretion[77] = 4.0F;
    first.advance();
    DiffusionSolver solver(first.grid);
    solver.set_materials(other.materials);
    other.advance(solver);
    solver.set_materials(again.materials);
    again.advance(solver);
    CHECK(again.concentration == first.concentration);
}

TEST_CASE("One, two and four threads give the same bits", "[fields][determinism]")
{
    const double in_bone = GENERATE(0.0, 3.6e4);
    const auto solve = [&](int threads) {
        const ThreadLimit limit(threads);
        Setup problem = random_problem(box(47, 41, 35));
        problem.in_bone = in_bone;
        add_random_uptake(problem, 0.1, 50.0);
        problem.advance();
        return problem.concentration;
    };
    const auto one = solve(1);
    CHECK(solve(2) == one);
    CHECK(solve(4) == one);
}

TEST_CASE("A field that nothing removes from some region has no steady state", "[fields]")
{
    Setup problem(box(8, 8, 8));
    problem.decay = 0.0;
    problem.dt = infinity;
    problem.secretion[3] = 1.0F;
    SECTION("nowhere taken up")
    {
        CHECK_THROWS_AS(problem.advance(), InputError);
    }
    SECTION("taken up beyond a wall only")
    {
        add_wall(problem, 4, Material::outside);
        problem.uptake.assign(problem.grid.size(), 0.0F);
        problem.uptake.back() = 1.0F;
        CHECK_THROWS_AS(problem.advance(), InputError);
        problem.uptake.front() = 1.0F;
        CHECK_NOTHROW(problem.advance());
    }
}

TEST_CASE("Wrong lengths and values that are no concentrations are refused", "[fields]")
{
    Setup problem(box(4, 4, 4));
    SECTION("length")
    {
        problem.secretion.pop_back();
    }
    SECTION("negative")
    {
        problem.secretion[3] = -1.0F;
    }
    SECTION("not a number")
    {
        problem.concentration[3] = std::numeric_limits<float>::quiet_NaN();
    }
    CHECK_THROWS_AS(problem.advance(), std::invalid_argument);
}

TEST_CASE("The estimate of memory is what is held, at most 33 bytes per voxel beyond small lattices", "[fields]")
{
    const Grid grid = GENERATE(box(5, 3, 2), box(64, 48, 40));
    const DiffusionSolver solver(grid);
    CHECK(solver.bytes_held() <= DiffusionSolver::estimate_bytes(grid));
    if (grid.size() > 10000) CHECK(DiffusionSolver::estimate_bytes(grid) < 33 * grid.size());
}
