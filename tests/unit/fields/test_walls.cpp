#include "diffusion_problem.hpp"

#include <catch2/catch.hpp>

#include <numbers>

using namespace trabecula;
using namespace trabecula::test;

namespace {

const Wall periodic{Wall::Kind::periodic, {}};

Wall held(double level_pM)
{
    return {Wall::Kind::held, Picomolar{level_pM}};
}

void make_periodic(Walls& walls, std::size_t axis)
{
    walls.faces[2 * axis] = walls.faces[2 * axis + 1] = periodic;
}

/// Marrow that conducts through nothing but a periodic wall stays shut there (wrap_faces.hpp): here it becomes bone.
void close_lonely_marrow(Setup& problem)
{
    Setup without_walls = problem;
    without_walls.walls = {};
    std::vector<bool> conducts(problem.grid.size(), false);
    for (const Face& face : open_faces(without_walls)) conducts[face.a] = conducts[face.b] = true;
    for (std::size_t i = 0; i < conducts.size(); ++i)
        if (!conducts[i]) problem.materials[i] = Material::bone;
}

}  // namespace

TEST_CASE("Between two held walls a field without decay runs straight", "[fields][walls]")
{
    const std::size_t axis = GENERATE(0, 1, 2);
    Setup problem(box(9, 11, 13));
    problem.walls.faces[2 * axis] = held(10.0);
    problem.walls.faces[2 * axis + 1] = held(70.0);
    problem.decay = 0.0;
    problem.dt = infinity;
    const DiffusionOutcome outcome = problem.advance();
    CHECK(outcome.mass_imbalance < 1e-5);
    for (std::size_t i = 0; i < problem.grid.size(); ++i) {
        const Voxel v = problem.grid.voxel(i);
        const std::array<double, 3> along{(v.x + 0.5) / 9.0, (v.y + 0.5) / 11.0, (v.z + 0.5) / 13.0};
        CHECK(std::abs(double{problem.concentration[i]} - (10.0 + 60.0 * along[axis])) < 70.0 * 1e-5);
    }
}

TEST_CASE("From a held wall a field falls off over its decay length, with second order", "[fields][walls]")
{
    const auto error = [](int n) {  // at the middle of 100 um, closed at the other end
        Setup problem(box(n, 3, 2, 100.0 / n));
        problem.walls.faces[0] = held(1.0);
        problem.decay = 3.6e5 / (30.0 * 30.0);
        problem.dt = infinity;
        problem.tolerance = 1e-6;
        problem.advance();
        const double x = 100.0 * (n / 2 + 0.5) / n;
        return std::abs(double{problem.concentration[static_cast<std::size_t>(n / 2)]} -
                        std::cosh((100.0 - x) / 30.0) / std::cosh(100.0 / 30.0));
    };
    CHECK(std::log2(error(9) / error(18)) == Approx(2.0).margin(0.3));
}

TEST_CASE("A wave on a periodic axis shrinks by the factor that the discrete operator has for it", "[fields][walls]")
{
    const int n = GENERATE(4, 7, 16, 33);
    const std::size_t axis = GENERATE(0, 1, 2);
    Setup problem(box(axis == 0 ? n : 5, axis == 1 ? n : 4, axis == 2 ? n : 3));
    make_periodic(problem.walls, axis);
    problem.dt = 1e-3;
    problem.tolerance = 1e-6;
    const auto wave = [&](std::size_t i) {
        const Voxel v = problem.grid.voxel(i);
        return std::sin(2.0 * std::numbers::pi * (axis == 0 ? v.x : axis == 1 ? v.y : v.z) / n + 0.3);
    };
    for (std::size_t i = 0; i < problem.grid.size(); ++i) problem.concentration[i] = static_cast<float>(1.5 + wave(i));
    problem.advance();
    const double eigenvalue = 3.6e5 / 100.0 * 2.0 * (1.0 - std::cos(2.0 * std::numbers::pi / n));
    const double mean = 1.5 / (1.0 + problem.dt * problem.decay);
    for (std::size_t i = 0; i < problem.grid.size(); ++i)
        CHECK(std::abs(double{problem.concentration[i]} - mean -
                       wave(i) / (1.0 + problem.dt * (eigenvalue + problem.decay))) < 2.5e-5);
}

TEST_CASE("Where a periodic box is cut makes no difference", "[fields][walls]")
{
    const auto solved = [](int shift) {
        Setup problem(box(20, 20, 20));
        for (std::size_t axis = 0; axis < 3; ++axis) make_periodic(problem.walls, axis);
        problem.dt = infinity;
        problem.decay = 36.0;
        const auto at = [&](int x, int y, int z) {
            return problem.grid.index({(x + shift) % 20, (y + shift) % 20, (z + shift) % 20});
        };
        for (int z = 0; z < 20; ++z)
            for (int y = 0; y < 20; ++y)
                for (int x = 0; x < 20; ++x)
                    if ((x / 4 + y / 5 + z / 3) % 3 == 0) problem.materials[at(x, y, z)] = Material::bone;
        problem.secretion[at(3, 5, 7)] = 1000.0F;
        problem.advance();
        std::vector<float> seen;
        for (int z = 0; z < 20; ++z)
            for (int y = 0; y < 20; ++y)
                for (int x = 0; x < 20; ++x) seen.push_back(problem.concentration[at(x, y, z)]);
        return seen;
    };
    CHECK(largest_error(solved(13), solved(0)) < 2e-5);
}

TEST_CASE("Walls of all kinds in random bone are solved as elimination solves them", "[fields][walls]")
{
    const double in_bone = GENERATE(0.0, 3.6e4);
    const double dt = GENERATE(0.1, infinity);
    const double share = GENERATE(0.2, 0.6);
    Setup problem(box(8, 7, 6));
    problem.in_bone = in_bone;
    problem.dt = dt;
    add_random_bone(problem, share);
    add_random_sources(problem, 0.1);
    SECTION("periodic on all axes")
    {
        for (std::size_t axis = 0; axis < 3; ++axis) make_periodic(problem.walls, axis);
        close_lonely_marrow(problem);
    }
    SECTION("held and periodic")
    {
        make_periodic(problem.walls, 1);
        close_lonely_marrow(problem);
        problem.walls.faces[0] = held(5.0);
        problem.walls.faces[5] = held(0.0);
    }
    SECTION("held on all sides, with uptake")
    {
        add_random_uptake(problem, 0.3, 1e3);
        for (std::size_t face = 0; face < 6; ++face) problem.walls.faces[face] = held(3.0 * static_cast<double>(face));
    }
    const auto expected = exact_by_elimination(problem);
    const DiffusionOutcome outcome = problem.advance();
    CAPTURE(in_bone, dt, share, outcome.iterations);
    CHECK(largest_error(problem.concentration, expected) < 1e-5);
    CHECK(outcome.mass_imbalance < 1e-5);
}

TEST_CASE("Periodic walls take few iterations", "[fields][walls]")
{
    const int n = GENERATE(32, 64);
    Setup problem(box(n, n, n));
    for (std::size_t axis = 0; axis < 3; ++axis) make_periodic(problem.walls, axis);
    add_random_bone(problem, 0.2);
    add_random_sources(problem, 0.02);
    const DiffusionOutcome outcome = problem.advance();
    CAPTURE(outcome.iterations);
    CHECK(outcome.error_estimate <= problem.tolerance);
    CHECK(outcome.iterations < 50);
}

TEST_CASE("A wall cannot be periodic alone", "[fields][walls]")
{
    Setup problem(box(4, 4, 4));
    problem.walls.faces[2] = periodic;
    CHECK_THROWS_AS(problem.advance(), std::invalid_argument);
}
