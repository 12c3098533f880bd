#include "lattice/components.hpp"
#include "lattice/local_thickness.hpp"
#include "lattice/morphometry.hpp"
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

TEST_CASE("Synthetic bone has the BV/TV and the thickness asked for, in one piece without cavities", "[synthetic_bone]")
{
    const auto [edge, bv_tv, thickness_um, anisotropy, seed] =
        GENERATE(table<int, double, double, double, std::uint64_t>({
            {72, 0.05, 40.0, 1.0, 1},
            {64, 0.10, 60.0, 1.0, 3},
            {64, 0.20, 120.0, 1.0, 6},
            {64, 0.20, 80.0, 1.6, 5},
            {64, 0.40, 100.0, 1.0, 7},
            {48, 0.60, 30.0, 1.0, 8},
            {40, 0.20, 200.0, 1.0, 10},
        }));
    INFO("edge " << edge << ", BV/TV " << bv_tv << ", thickness " << thickness_um << ", seed " << seed);
    const BoneVolume bone =
        make_synthetic_bone({cube(edge), Number{bv_tv}, Micrometres{thickness_um}, Number{anisotropy}, seed});
    const Morphometry found = measure(tissue_from(bone, Hours{0.0}, Number{1.0}));
    REQUIRE(found.bv_tv.has_value());
    REQUIRE(found.tb_th.has_value());
    CHECK(*found.bv_tv == Approx(bv_tv).margin(0.005));
    CHECK(found.tb_th->mean_um == Approx(thickness_um).epsilon(0.05));

    std::vector<std::uint8_t> mask(bone.bone_fraction.size());
    std::vector<std::uint8_t> touched(bone.bone_fraction.size());
    for (std::size_t i = 0; i < mask.size(); ++i) {
        mask[i] = bone.bone_fraction[i] >= surface_fraction ? 1 : 0;
        touched[i] = bone.bone_fraction[i] > 0.0F ? 1 : 0;
    }
    CHECK(find_components(bone.grid, mask, Connectivity::corners).list.size() == 1);
    CHECK(find_components(bone.grid, touched, Connectivity::corners).list.size() == 1);
    CHECK(fill_cavities(bone.grid, mask) == 0);
}

TEST_CASE("Bone stretched along z changes less along z", "[synthetic_bone]")
{
    const auto ratio = [](double anisotropy) {
        const BoneVolume bone = make_synthetic_bone({cube(48), Number{0.2}, Micrometres{60.0}, Number{anisotropy}, 12});
        return (roughness(bone, {1, 0, 0}) + roughness(bone, {0, 1, 0})) / (2.0 * roughness(bone, {0, 0, 1}));
    };
    CHECK(ratio(1.0) == Approx(1.0).margin(0.25));
    CHECK(ratio(2.0) > 1.5);
}

TEST_CASE("More plates, more room between them, at the same BV/TV and thickness", "[synthetic_bone]")
{
    const auto separation_um = [](double plates) {
        const BoneVolume bone =
            make_synthetic_bone({cube(64), Number{0.2}, Micrometres{50.0}, Number{1.0}, 4, Number{plates}});
        const Morphometry found = measure(tissue_from(bone, Hours{0.0}, Number{1.0}));
        CHECK(*found.bv_tv == Approx(0.2).margin(0.005));
        CHECK(found.tb_th->mean_um == Approx(50.0).epsilon(0.05));
        return found.tb_sp->mean_um;
    };
    const double rods = separation_um(0.0);
    const double plates = separation_um(0.9);
    CHECK(plates > 1.2 * rods);
}

TEST_CASE("A box need not be a cube", "[synthetic_bone]")
{
    const Grid grid{40, 50, 70, Micrometres{12.0}};
    const BoneVolume bone = make_synthetic_bone({grid, Number{0.3}, Micrometres{90.0}, Number{1.0}, 1});
    CHECK(bone.grid == grid);
    CHECK(bone.bone_fraction.size() == grid.size());
}

TEST_CASE("A box that is larger than its calibration meets BV/TV, and thickness to 10 %", "[synthetic_bone]")
{
    const Grid grid{220, 40, 40, Micrometres{10.0}};
    const BoneVolume bone = make_synthetic_bone({grid, Number{0.25}, Micrometres{60.0}, Number{1.0}, 3});
    const Morphometry found = measure(tissue_from(bone, Hours{0.0}, Number{1.0}));
    CHECK(*found.bv_tv == Approx(0.25).margin(0.005));
    CHECK(found.tb_th->mean_um == Approx(60.0).epsilon(0.1));
}

TEST_CASE("Synthetic bone is the same on any number of threads, and another for another seed",
          "[synthetic_bone][determinism]")
{
    const auto make = [](int threads, std::uint64_t seed) {
        const ThreadLimit limit(threads);
        return make_synthetic_bone(small_bone(seed)).bone_fraction;
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
