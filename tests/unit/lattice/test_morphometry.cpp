#include "lattice/morphometry.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

/// Plates of `thickness` voxels every `period`, normal to z; the last columns in x are beyond the sample.
Tissue plates(int thickness, int period, int columns_outside)
{
    const Grid grid{20, 16, 64, Micrometres{20.0}};
    BoneVolume volume{grid, std::vector<float>(grid.size()), std::vector<std::uint8_t>(grid.size()), {}};
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const Voxel v = grid.voxel(i);
        const int phase = (v.z + period / 4) % period;
        volume.bone_fraction[i] = phase < thickness ? 1.0F : 0.0F;
        volume.outside[i] = v.x >= grid.nx - columns_outside ? 1 : 0;
    }
    return tissue_from(volume, Hours{0.0}, Number{1.0});
}

}  // namespace

TEST_CASE("Plates measure as plates, whether or not a part is beyond the sample", "[morphometry]")
{
    const int columns_outside = GENERATE(0, 5);
    const Morphometry found = measure(plates(8, 16, columns_outside));
    CHECK(found.tv_mm3 == Approx((20 - columns_outside) * 16 * 64 * 8e-6));
    REQUIRE(found.bv_tv.has_value());
    CHECK(*found.bv_tv == Approx(0.5));
    REQUIRE(found.tb_th.has_value());
    REQUIRE(found.tb_sp.has_value());
    CHECK(found.tb_th->max_um == Approx(160.0));
    CHECK(found.tb_th->mean_um == Approx(160.0));
    CHECK(found.tb_sp->mean_um == Approx(160.0));
}

TEST_CASE("BV is the sum of fractions", "[morphometry]")
{
    Tissue tissue = plates(8, 16, 0);
    const double before = measure(tissue).bv_mm3;
    tissue.table[tissue.bone_fraction][tissue.grid.index({3, 3, 20})] += 0.25F;
    CHECK(measure(tissue).bv_mm3 - before == Approx(0.25 * 8e-6));
}

TEST_CASE("What is not there is not measured", "[morphometry]")
{
    const Grid grid{4, 4, 4, Micrometres{10.0}};
    const Morphometry empty =
        measure(tissue_from({grid, std::vector<float>(64, 0.0F), {}, {}}, Hours{0.0}, Number{1.0}));
    CHECK(*empty.bv_tv == 0.0);
    CHECK_FALSE(empty.tb_th.has_value());
    CHECK_FALSE(empty.tb_sp.has_value());
    const Morphometry nothing = measure(tissue_from(
        {grid, std::vector<float>(64, 0.0F), std::vector<std::uint8_t>(64, 1), {}}, Hours{0.0}, Number{1.0}));
    CHECK_FALSE(nothing.bv_tv.has_value());
}
