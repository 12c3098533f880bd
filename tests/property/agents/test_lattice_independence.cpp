#include "slab.hpp"

#include "agents/touched_surface.hpp"

#include "lattice/cube_about.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <utility>

using namespace trabecula;
using namespace trabecula::test;

namespace {

/// 320 um with some bone at one face, which mirrors it, at one lattice spacing.
BoneVolume slab_at(double spacing_um, double thickness_um = 80.0)
{
    return slab(static_cast<int>(320.0 / spacing_um), Micrometres{spacing_um}, 2, false,
                static_cast<int>(thickness_um / spacing_um));
}

/// Without load, which thin bone would feel more.
double mean_presented_pM(double spacing_um, double thickness_um = 80.0)
{
    TissueModel model = model_on(slab_at(spacing_um, thickness_um),
                                 joined({only("osteocyte", "40000 /mm3"),
                                         {"load.stress_x=0 MPa", "load.stress_y=0 MPa", "load.stress_z=0 MPa"}}));
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

TEST_CASE("What osteocytes present at the surface does not depend on how thick the bone is beyond their reach",
          "[property][lattice]")
{
    const double at_80_um = mean_presented_pM(10.0, 80.0);
    CHECK(mean_presented_pM(10.0, 160.0) == Approx(at_80_um).epsilon(0.1));
    // A plate of 20 um: of what comes from depths of 0 to 40 um, (1 - depth / 40 um) of each, that of 0 to 20 um.
    CHECK(mean_presented_pM(10.0, 10.0) == Approx(0.75 * at_80_um).epsilon(0.15));
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

TEST_CASE("A random walk fills the marrow evenly up to the bone", "[property][move]")
{
    const double spacing = GENERATE(5.0, 10.0);
    const auto cells = joined({only("t_cell", "40000 /mm3"), without_fields(), steady("t_cell", "leave", "0 /d")});
    TissueModel model = model_on(slab_at(spacing), cells);
    double seen = 0.0;
    double touching = 0.0;
    for (int step = 0; step < 16; ++step) {
        model.step();
        const Population& t_cells = model.state().populations[index(Cell::t_cell)];
        seen += static_cast<double>(t_cells.size());
        for (const VoxelId at : t_cells.table[t_cells.voxel])
            if (touched_surface(model.workspace(), at)) touching += 1.0;
    }
    CAPTURE(spacing, seen, touching);
    REQUIRE(seen > 5000.0);
    CHECK(touching / seen == Approx(10.0 / 240.0).epsilon(0.15));  // the layer of bone.contact_depth
}

TEST_CASE("Where an osteoblast forms, the surface under it is eroded no longer", "[property][osteoblast]")
{
    const double spacing = GENERATE(5.0, 10.0);
    const ModelParams params =
        demo_model(joined({only("osteoblast", "300 /mm2"), without_fields(), lasting_osteoblasts()}));
    Tissue tissue = tissue_from(slab_at(spacing), params.bone.matrix_age, params.bone.mineral);
    std::ranges::fill(tissue.table[tissue.changed_h], -0.5F);  // resorbed half an hour after the start
    TissueModel model(params, std::move(tissue));
    model.step();
    const Workspace& work = model.workspace();
    const Population& osteoblasts = model.state().populations[index(Cell::osteoblast)];
    REQUIRE(osteoblasts.size() > 3);
    for (const VoxelId at : osteoblasts.table[osteoblasts.voxel])
        for_cube_about(work.state.tissue.grid, at, static_cast<int>(7.5 / spacing), [&](VoxelId near, int) {
            if (work.touches_bone[raw(near)] != 0) CHECK(eroded_share(work.state.tissue, near) == 0.0F);
        });
    double eroded = 0.0;
    double surface = 0.0;
    for (std::size_t i = 0; i < work.touches_bone.size(); ++i) {
        if (work.touches_bone[i] == 0) continue;
        surface += 1.0;
        eroded += double{eroded_share(work.state.tissue, VoxelId{static_cast<std::uint32_t>(i)})};
    }
    CHECK(eroded / surface == Approx(1.0 - 300e-6 * 200.0).margin(0.05));  // each covers 100 to 225 um2
}
