#include "lattice/random_waves.hpp"
#include "lattice/synthetic_bone.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;

namespace {

Grid cube(int edge)
{
    return {edge, edge, edge, Micrometres{10.0}};
}

SyntheticBone small_bone(std::uint64_t seed)
{
    return {cube(40), Number{0.25}, Micrometres{70.0}, Number{1.0}, seed};
}

/// Mean squared change of the bone fraction from a voxel to the next along one axis.
double roughness(const BoneVolume& bone, Voxel step)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < bone.grid.size(); ++i) {
        const Voxel v = bone.grid.voxel(i);
        const Voxel n{v.x + step.x, v.y + step.y, v.z + step.z};
        if (!bone.grid.contains(n)) continue;
        const double change = double{bone.bone_fraction[bone.grid.index(n)]} - double{bone.bone_fraction[i]};
        sum += change * change;
    }
    return sum;
}

}  // namespace

TEST_CASE("Bone stretched along z changes less along z", "[synthetic_bone]")
{
    const auto ratio = [](double anisotropy) {
        const BoneVolume bone = make_synthetic_bone({cube(48), Number{0.2}, Micrometres{60.0}, Number{anisotropy}, 12});
        return (roughness(bone, {1, 0, 0}) + roughness(bone, {0, 1, 0})) / (2.0 * roughness(bone, {0, 0, 1}));
    };
    CHECK(ratio(1.0) == Approx(1.0).margin(0.25));
    CHECK(ratio(2.0) > 1.5);
}

TEST_CASE("A box need not be a cube", "[synthetic_bone]")
{
    const Grid grid{40, 50, 70, Micrometres{12.0}};
    const BoneVolume bone = make_synthetic_bone({grid, Number{0.3}, Micrometres{90.0}, Number{1.0}, 1});
    CHECK(bone.grid == grid);
    CHECK(bone.bone_fraction.size() == grid.size());
}

TEST_CASE("Synthetic bone is the same on any number of threads, and another for another seed",
          "[synthetic_bone][determinism]")
{
    const auto make = [](int threads, std::uint64_t seed) {
        const ThreadLimit limit(threads);
        SyntheticBone bone = small_bone(seed);
        bone.grid = cube(28);
        return make_synthetic_bone(bone).bone_fraction;
    };
    const auto expected = make(1, 1);
    CHECK(make(2, 1) == expected);
    CHECK(make(4, 1) == expected);
    CHECK(make(1, 2) != expected);
}

TEST_CASE("A sum of waves has mean 0 and variance 1, and zooms about its centre", "[random_waves]")
{
    RandomWaves waves{Micrometres{80.0}, 0.15, 1.0, 5, 0};
    const Grid grid = cube(64);
    const std::vector<float> field = evaluate(waves, grid);
    double sum = 0.0;
    double squares = 0.0;
    for (const float value : field) {
        sum += double{value};
        squares += double{value} * double{value};
    }
    const auto count = static_cast<double>(field.size());
    CHECK(sum / count == Approx(0.0).margin(0.05));
    CHECK(squares / count == Approx(1.0).margin(0.15));

    waves.wavelength = Micrometres{160.0};
    const std::vector<float> zoomed = evaluate(waves, {64, 64, 64, Micrometres{20.0}});
    double apart = 0.0;
    for (std::size_t i = 0; i < field.size(); ++i)
        apart = std::max(apart, std::abs(double{field[i]} - double{zoomed[i]}));
    CHECK(apart < 1e-5);
}

TEST_CASE("Bone that cannot be made is refused, with value, rule and remedy, all at once", "[synthetic_bone]")
{
    using Catch::Contains;
    SyntheticBone asked = small_bone(1);
    SECTION("BV/TV")
    {
        asked.bv_tv = Number{GENERATE(0.0, 0.049, 0.61, 2.0, std::nan(""))};
        CHECK_THROWS_WITH(make_synthetic_bone(asked), Contains("BV/TV") && Contains("not between 0.05 and 0.6"));
    }
    SECTION("too thin")
    {
        asked.thickness = Micrometres{25.0};
        CHECK_THROWS_WITH(make_synthetic_bone(asked),
                          Contains("25 um is less than 3 voxels of 10 um; ask for at least 30 um"));
    }
    SECTION("too thick")
    {
        asked.thickness = Micrometres{210.0};
        CHECK_THROWS_WITH(make_synthetic_bone(asked),
                          Contains("210 um is more than half the shortest edge of the box, 200 um"));
    }
    SECTION("anisotropy")
    {
        asked.anisotropy = Number{0.5};
        CHECK_THROWS_WITH(make_synthetic_bone(asked), Contains("anisotropy 0.5 is not between 1 (isotropic) and 5"));
    }
    SECTION("plates")
    {
        asked.plates = Number{1.5};
        CHECK_THROWS_WITH(make_synthetic_bone(asked), Contains("plates 1.5 is not between 0 (rods) and 1"));
    }
    SECTION("an empty box")
    {
        asked.grid.ny = 0;
        CHECK_THROWS_WITH(make_synthetic_bone(asked), Contains("40 x 0 x 40"));
    }
    SECTION("two at once")
    {
        asked.bv_tv = Number{0.9};
        asked.thickness = Micrometres{1.0};
        CHECK_THROWS_WITH(make_synthetic_bone(asked), Contains("BV/TV 0.9") && Contains("thickness 1 um"));
    }
}
