#include "lattice/components.hpp"
#include "lattice/morphometry.hpp"
#include "lattice/synthetic_bone.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

/// Whole volumes, made and measured. What is quick to test is in tests/unit/lattice.
namespace {

Grid cube(int edge)
{
    return {edge, edge, edge, Micrometres{10.0}};
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

TEST_CASE("A box that is larger than its calibration meets BV/TV, and thickness to 10 %", "[synthetic_bone]")
{
    const Grid grid{220, 40, 40, Micrometres{10.0}};
    const BoneVolume bone = make_synthetic_bone({grid, Number{0.25}, Micrometres{60.0}, Number{1.0}, 3});
    const Morphometry found = measure(tissue_from(bone, Hours{0.0}, Number{1.0}));
    CHECK(*found.bv_tv == Approx(0.25).margin(0.005));
    CHECK(found.tb_th->mean_um == Approx(60.0).epsilon(0.1));
}
