#include "slab.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using namespace trabecula::test;

namespace {

/// 320 um with 80 um of bone, at one lattice spacing.
BoneVolume slab_at(double spacing_um)
{
    return slab(static_cast<int>(320.0 / spacing_um), Micrometres{spacing_um}, 2, false,
                static_cast<int>(80.0 / spacing_um));
}

double mean_presented_pM(double spacing_um)
{
    TissueModel model = model_on(slab_at(spacing_um), only("osteocyte", "40000 /mm3"));
    model.step();
    const Workspace& work = model.workspace();
    const Table& presented = work.state.presented;
    double total = 0.0;
    double voxels = 0.0;
    for (std::size_t i = 0; i < work.touches_bone.size(); ++i) {
        if (work.touches_bone[i] == 0) continue;
        total += presented.number(*presented.find("presented_RANKL"), i);
        voxels += 1.0;
    }
    return total / voxels;
}

double cells_placed(double spacing_um, const std::string& type, const std::string& density, Cell cell)
{
    const TissueModel model = model_on(slab_at(spacing_um), only(type, density));
    return static_cast<double>(model.state().populations[index(cell)].size());
}

}  // namespace

TEST_CASE("What osteocytes present at the surface does not depend on the lattice", "[property][lattice]")
{
    const double at_10_um = mean_presented_pM(10.0);
    CHECK(at_10_um > 100.0);
    CHECK(mean_presented_pM(5.0) == Approx(at_10_um).epsilon(0.15));
    CHECK(mean_presented_pM(20.0) == Approx(at_10_um).epsilon(0.15));
}

TEST_CASE("Densities are met on any lattice", "[property][lattice]")
{
    const double spacing_um = GENERATE(5.0, 10.0, 20.0, 40.0);
    CAPTURE(spacing_um);
    const double osteocytes = 40000.0 * 0.32 * 0.32 * 0.08;
    const double osteoblasts = 600.0 * 0.32 * 0.32;
    CHECK(cells_placed(spacing_um, "osteocyte", "40000 /mm3", Cell::osteocyte) == Approx(osteocytes).epsilon(0.2));
    CHECK(cells_placed(spacing_um, "osteoblast", "600 /mm2", Cell::osteoblast) == Approx(osteoblasts).epsilon(0.35));
    CHECK(cells_placed(spacing_um, "t_cell", "10000 /mm3", Cell::t_cell) ==
          Approx(10000.0 * 0.32 * 0.32 * 0.24).epsilon(0.2));
}

TEST_CASE("Marrow cells that fit nowhere are refused", "[property][lattice]")
{
    const Grid thin{32, 32, 1, Micrometres{10.0}};
    const BoneVolume marrow{thin, std::vector<float>(thin.size(), 0.0F), {}, {}};
    CHECK_THROWS_WITH(model_on(marrow, only("macrophage", "20000 /mm3")),
                      Catch::Contains("an agent of macrophage stands for 2 cells and needs 6107 um3, but the marrow of "
                                      "this tissue has at most 4000 um3 together"));
}
