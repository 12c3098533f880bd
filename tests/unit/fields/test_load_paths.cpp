#include "diffusion_problem.hpp"

#include "fields/load_paths.hpp"

#include "core/parallel.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <numeric>

using namespace trabecula;
using namespace trabecula::test;

namespace {

/// A box of marrow, in which a test puts bone.
struct Sample {
    Grid grid;
    std::vector<Material> materials;

    explicit Sample(const Grid& its_grid) : grid(its_grid), materials(grid.size(), Material::marrow) {}

    /// Everything for which `is_inside(voxel)` holds.
    template <class IsInside>
    void fill(Material material, IsInside&& is_inside)
    {
        for (std::size_t i = 0; i < grid.size(); ++i)
            if (is_inside(grid.voxel(i))) materials[i] = material;
    }

    std::vector<float> stress_along(std::size_t axis) const
    {
        DiffusionSolver solver(grid);
        solver.set_materials(materials);
        return stress_concentration(solver, grid, materials, axis);
    }
};

double mean_in(const Sample& sample, const std::vector<float>& stress, Material material)
{
    double sum = 0.0;
    double voxels = 0.0;
    for (std::size_t i = 0; i < stress.size(); ++i) {
        if (sample.materials[i] != material) continue;
        sum += double{stress[i]};
        voxels += 1.0;
    }
    return sum / voxels;
}

std::array<int, 3> position(Voxel v)
{
    return {v.x, v.y, v.z};
}

}  // namespace

TEST_CASE("A strut from end to end bears what its section's share of the sample makes of the load", "[fields][load]")
{
    const std::size_t axis = GENERATE(0U, 1U, 2U);
    Sample sample(box(20, 20, 20));
    sample.fill(Material::bone, [&](Voxel v) {
        const auto at = position(v);
        const int a = at[(axis + 1) % 3];
        const int b = at[(axis + 2) % 3];
        return a >= 4 && a < 8 && b >= 10 && b < 15;
    });
    const std::vector<float> stress = sample.stress_along(axis);
    for (std::size_t i = 0; i < stress.size(); ++i) {
        if (sample.materials[i] == Material::bone)
            REQUIRE(stress[i] == Approx(400.0 / 20.0).epsilon(0.03));  // a fiftieth leaks through the marrow
        else
            REQUIRE(stress[i] == 0.0F);
    }
}

TEST_CASE("What is cut off bears nothing, and the rest bears its share", "[fields][load]")
{
    Sample sample(box(24, 16, 32));
    const auto is_strut = [](Voxel v, int from) { return v.x >= from && v.x < from + 4 && v.y >= 6 && v.y < 10; };
    sample.fill(Material::bone, [&](Voxel v) { return is_strut(v, 4) || is_strut(v, 16); });
    const std::vector<float> whole = sample.stress_along(2);
    sample.fill(Material::marrow, [&](Voxel v) { return is_strut(v, 4) && v.z >= 12 && v.z < 20; });
    const std::vector<float> cut = sample.stress_along(2);
    CHECK(whole[sample.grid.index({5, 7, 5})] == Approx(12.0).epsilon(0.05));
    CHECK(whole[sample.grid.index({17, 7, 5})] == Approx(12.0).epsilon(0.05));
    CHECK(cut[sample.grid.index({5, 7, 5})] < 1.0F);
    CHECK(cut[sample.grid.index({17, 7, 5})] == Approx(24.0).epsilon(0.08));
}

TEST_CASE("A strut across bears nothing of a load along, a neck bears more than what it joins", "[fields][load]")
{
    Sample sample(box(24, 12, 36));
    const auto is_column = [](Voxel v, int from) { return v.x >= from && v.x < from + 6 && v.y >= 3 && v.y < 9; };
    sample.fill(Material::bone, [&](Voxel v) { return is_column(v, 2) || is_column(v, 16); });
    sample.fill(Material::bone,
                [](Voxel v) { return v.x >= 8 && v.x < 16 && v.y >= 4 && v.y < 8 && v.z >= 26 && v.z < 30; });
    sample.fill(Material::marrow, [](Voxel v) {  // a quarter of both columns is left at their middle
        const bool outer = v.x < 3 || (v.x >= 6 && v.x < 17) || v.x >= 20 || v.y < 4 || v.y >= 7;
        return v.z >= 12 && v.z < 18 && outer;
    });
    const std::vector<float> stress = sample.stress_along(2);
    const float column = stress[sample.grid.index({18, 6, 33})];
    CHECK(stress[sample.grid.index({11, 6, 28})] < 0.1F * column);
    CHECK(stress[sample.grid.index({18, 5, 15})] > 2.0F * column);
}

TEST_CASE("A solid sample of any shape bears the same stress throughout", "[fields][load]")
{
    const std::size_t axis = GENERATE(0U, 1U, 2U);
    Sample sample(box(26, 26, 26));
    sample.fill(Material::bone, [](Voxel) { return true; });
    sample.fill(Material::outside, [](Voxel v) { return std::hypot(v.x - 12.5, v.y - 12.5, v.z - 12.5) > 12.0; });
    const std::vector<float> stress = sample.stress_along(axis);
    for (std::size_t i = 0; i < stress.size(); ++i)
        if (sample.materials[i] == Material::bone) REQUIRE(stress[i] == Approx(1.0).epsilon(0.08));
}

TEST_CASE("More of random bone is under less stress, by the same bits on any number of threads",
          "[fields][load][determinism]")
{
    Setup problem(box(40, 33, 37));
    add_random_bone(problem, 0.45);
    Sample sample(problem.grid);
    sample.materials = problem.materials;
    const std::vector<float> less = ThreadLimit(1).run([&] { return sample.stress_along(1); });
    CHECK(less == ThreadLimit(4).run([&] { return sample.stress_along(1); }));
    const double before = mean_in(sample, less, Material::bone);
    CHECK(before > 1.0 / 0.45);  // part of it lies in nobody's way, and the way about it is longer
    add_random_bone(problem, 0.55);
    sample.materials = problem.materials;
    CHECK(mean_in(sample, sample.stress_along(1), Material::bone) < 0.95 * before);
}

TEST_CASE("Without bone at an end nothing is borne", "[fields][load]")
{
    Sample sample(box(10, 11, 12));
    const auto all_zero = [&] {
        const std::vector<float> stress = sample.stress_along(2);
        return std::accumulate(stress.begin(), stress.end(), 0.0F) == 0.0F;
    };
    CHECK(all_zero());
    sample.fill(Material::bone, [](Voxel v) { return v.z < 6; });
    CHECK(all_zero());
}
