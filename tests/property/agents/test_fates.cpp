#include "slab.hpp"

#include "agents/observables.hpp"
#include "agents/touched_surface.hpp"

#include "lattice/surface.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace trabecula;
using namespace trabecula::test;

namespace {

const BoneVolume bone = slab(24, Micrometres{10.0}, 2, false, 6);
const BoneVolume large_bone = slab(48, Micrometres{10.0}, 2, false, 6);

std::size_t count(const TissueModel& model, Cell cell)
{
    return model.state().populations[index(cell)].size();
}

double measured(const TissueModel& model, const std::string& name)
{
    for (const Observable& observable : observables(model))
        if (observable.name == name) return observable.measure(model);
    throw std::logic_error("no series " + name);
}

double total(const TissueModel& model, const std::string& name)
{
    const Table& totals = model.state().totals;
    return totals.number(totals.find(name).value(), 0);
}

/// T cells that stay in the tissue, 1000 or so, all of them naive.
std::vector<std::string> naive_t_cells(const std::vector<std::string>& more)
{
    return joined({only("t_cell", "12000 /mm3"),
                   without_fields(),
                   steady("t_cell", "leave", "0 /d"),
                   {"cell.t_cell.states.fate.starts={naive=1, Th2=0, Th17=0, Treg=0}"},
                   steady("t_cell", "become_Th2", "0 /d"),
                   steady("t_cell", "become_Treg", "0 /d"),
                   steady("t_cell", "become_Th17", "0 /d"),
                   more});
}

}  // namespace

TEST_CASE("Cells begin in their states by the given shares", "[property][fate]")
{
    const TissueModel model =
        model_on(large_bone, joined({only("t_cell", "12000 /mm3"),
                                     {"cell.t_cell.states.fate.starts={naive=0.5, Th2=0, Th17=0.2, Treg=0.3}"}}));
    const double cells = measured(model, "t_cell.count");
    REQUIRE(cells > 900.0);
    CHECK(measured(model, "t_cell.naive.count") / cells == Approx(0.5).margin(0.05));
    CHECK(measured(model, "t_cell.Th2.count") == 0.0);
    CHECK(measured(model, "t_cell.Th17.count") / cells == Approx(0.2).margin(0.04));
    CHECK(measured(model, "t_cell.Treg.count") / cells == Approx(0.3).margin(0.05));
}

TEST_CASE("Cells change their state at the given rates, which compete", "[property][fate]")
{
    const std::string step = GENERATE("1 h", "4 h");
    TissueModel model = model_on(large_bone, naive_t_cells(joined({{"time.step=" + step, "output.series=1 d"},
                                                                   steady("t_cell", "become_Th17", "0.2 /d"),
                                                                   steady("t_cell", "become_Treg", "0.6 /d")})));
    const double cells = measured(model, "t_cell.count");
    while (model.time_h() < 24.0) model.step();
    CAPTURE(step);
    CHECK(measured(model, "t_cell.count") == cells);
    CHECK(measured(model, "t_cell.naive.count") / cells == Approx(std::exp(-0.8)).margin(0.05));
    CHECK(measured(model, "t_cell.Treg.count") / measured(model, "t_cell.Th17.count") == Approx(3.0).margin(0.8));
}

TEST_CASE("A behaviour of one state is that state's alone", "[property][fate]")
{
    const auto IL17_of = [](const std::string& shares) {
        TissueModel model =
            model_on(bone, joined({only("t_cell", "12000 /mm3"), {"cell.t_cell.states.fate.starts=" + shares}}));
        model.step();
        return measured(model, "IL17.mean");
    };
    CHECK(IL17_of("{naive=0.5, Th2=0, Th17=0, Treg=0.5}") == 0.0);
    CHECK(IL17_of("{naive=0, Th2=0, Th17=1, Treg=0}") > 3.0);
}

TEST_CASE("Mesenchymal cells become osteoblasts where they touch bone and have room", "[property][fate]")
{
    TissueModel model = model_on(bone, joined({only("msc", "60000 /mm3"),
                                               without_fields(),
                                               steady("msc", "become_osteoblast", "10 /d"),
                                               {"cell.msc.behaviour.divide.max=0.01 /d"},
                                               lasting_osteoblasts(),
                                               steady("osteoblast", "form", "0 um3/d")}));
    const auto cells = static_cast<double>(count(model, Cell::msc));
    for (int i = 0; i < 72; ++i) model.step();
    const Grid& grid = model.state().tissue.grid;
    const auto material = model.state().tissue.table[model.state().tissue.material];
    const Population& osteoblasts = model.state().populations[index(Cell::osteoblast)];
    REQUIRE(osteoblasts.size() > 100);
    std::map<VoxelId, int> in_voxel;
    for (const VoxelId voxel : osteoblasts.table[osteoblasts.voxel]) {
        CHECK(touches_bone(grid, material, grid.voxel(voxel)));
        ++in_voxel[voxel];
    }
    for (const auto& [voxel, number] : in_voxel) CHECK(number == 1);  // a voxel of 100 um2 has room for one of 177 um2
    CHECK(total(model, "osteoblast.born") == static_cast<double>(osteoblasts.size()));
    CHECK(cells + total(model, "msc.born") - total(model, "msc.died") == static_cast<double>(count(model, Cell::msc)));
}

TEST_CASE("Cells divide at their rate while there is room, and daughters are like their mothers", "[property][fate]")
{
    TissueModel model =
        model_on(large_bone, naive_t_cells({"cell.t_cell.behaviour.divide={base='0.5 /d', source='a test'}",
                                            "cell.t_cell.states.fate.starts={naive=0, Th2=0, Th17=1, Treg=0}"}));
    const double cells = measured(model, "t_cell.count");
    for (int i = 0; i < 24; ++i) model.step();
    CHECK(measured(model, "t_cell.count") / cells == Approx(std::exp(0.5)).epsilon(0.06));
    CHECK(measured(model, "t_cell.Th17.count") == measured(model, "t_cell.count"));

    TissueModel crowded =
        model_on(bone, naive_t_cells({"cell.t_cell.behaviour.divide={base='24 /d', source='a test'}"}));
    for (int i = 0; i < 48; ++i) crowded.step();
    const double marrow_um3 = 24.0 * 24.0 * 18.0 * 1000.0;
    const double volume_um3 = measured(crowded, "t_cell.count") * 221.0;
    CHECK(volume_um3 < 1.01 * marrow_um3);
    CHECK(volume_um3 > 0.6 * marrow_um3);
}

TEST_CASE("Resorbed bone frees what is bound in it, no more and no less", "[property][coupling]")
{
    const std::string step = GENERATE("1 h", "2 h");
    TissueModel model =
        model_on(bone, joined({only("osteoclast", "300 /mm2"),
                               steady("osteoclast", "die", "0 /d"),
                               steady("osteoclast", "resorb", "600 um3/d"),
                               steady("osteoclast", "free_TGFB", "7 molecules/um3"),
                               {"fields.TGFB.decay=0 /h", "solver.tolerance=1e-6", "time.step=" + step}}));
    while (model.time_h() < 24.0) model.step();
    CHECK(total(model, "osteoclast.died") == 0.0);  // what the dead have freshly resorbed is not freed
    const Grid& grid = model.state().tissue.grid;
    const auto& fields = model.state().fields;
    double molecules = 0.0;
    for (std::size_t f = 0; f < model.params().fields.size(); ++f)
        if (model.params().fields[f].name == "TGFB")
            for (const float c : fields.table[fields.concentration_pM[f]])
                molecules += double{c} * grid.voxel_um3() * molecules_per_um3_pM;
    const Population& osteoclasts = model.state().populations[index(Cell::osteoclast)];
    double fresh_um3 = 0.0;  // freed in the next step
    for (const float um3 : osteoclasts.table[model.workspace().osteoclast.freshly_um3]) fresh_um3 += double{um3};
    const double resorbed_um3 = balance(model.state().tissue).resorbed * grid.voxel_um3();
    REQUIRE(resorbed_um3 > 1e4);
    CHECK(molecules == Approx(7.0 * (resorbed_um3 - fresh_um3)).epsilon(1e-3));
}

TEST_CASE("What a cell touches does not depend on the lattice", "[property][contact]")
{
    const double spacing = GENERATE(5.0, 10.0, 20.0);
    const int edge = static_cast<int>(std::lround(320.0 / spacing));
    TissueModel model = model_on(
        slab(edge, Micrometres{spacing}, 2, false, edge / 8),
        joined({only("t_cell", "100000 /mm3"),
                {"cell.osteoclast_precursor.density=20000 /mm3"},
                {"cell.t_cell.states.fate.starts={naive=0.5, Th2=0, Th17=0, Treg=0.5}"},
                steady("osteoclast_precursor", "fuse", "0 /d"),
                {"cell.osteoclast_precursor.node.touched={activators=[{signal='contact_Treg', half=1000, hill=1}], "
                 "relaxation='1 min', source='a test'}"}}));
    for (int i = 0; i < 6; ++i) model.step();
    const Population& cells = model.state().populations[index(Cell::osteoclast_precursor)];
    const std::size_t column = cells.table.find("touched").value();
    double sum = 0.0;
    for (std::size_t row = 0; row < cells.size(); ++row) sum += cells.table.number(column, row);
    const double touched = 1000.0 * sum / static_cast<double>(cells.size());
    CAPTURE(spacing, touched);
    // 50000 per mm3 in a sphere with the radii of both, 8.75 um
    CHECK(touched == Approx(50000e-9 * 4.0 / 3.0 * M_PI * std::pow(8.75, 3)).epsilon(0.2));
}

TEST_CASE("Cells touch bone in a layer as thick in fine voxels as in coarse ones", "[property][contact]")
{
    const double spacing = GENERATE(2.5, 5.0, 10.0);
    const int edge = static_cast<int>(std::lround(80.0 / spacing));
    TissueModel model = model_on(slab(edge, Micrometres{spacing}, 2, false, edge / 4), only("t_cell", "0 /mm3"));
    model.step();
    const Workspace& work = model.workspace();
    double touching_um3 = 0.0;
    for (std::size_t i = 0; i < work.touches_bone.size(); ++i) {
        if (work.state.tissue.table[work.state.tissue.material][i] != Material::marrow) continue;
        const auto surface = touched_surface(work, VoxelId{static_cast<std::uint32_t>(i)});
        if (surface) touching_um3 += std::pow(spacing, 3);
    }
    CHECK(touching_um3 == Approx(80.0 * 80.0 * work.params.bone.contact_depth.value));
}

TEST_CASE("Lining cells draw back from osteoclasts and keep to the surface", "[property][fate]")
{
    TissueModel model = model_on(bone, joined({only("lining_cell", "2000 /mm2"),
                                               {"cell.osteoclast.density=200 /mm2"},
                                               steady("lining_cell", "die", "0 /d"),
                                               steady("osteoclast", "die", "0 /d")}));
    for (int i = 0; i < 48; ++i) model.step();
    const Workspace& work = model.workspace();
    const Population& lining = model.state().populations[index(Cell::lining_cell)];
    const Population& osteoclasts = model.state().populations[index(Cell::osteoclast)];
    REQUIRE(lining.size() > 20);
    REQUIRE(osteoclasts.size() > 5);
    CHECK(total(model, "lining_cell.died") > 10.0);
    std::size_t off_the_bone = 0;
    for (const VoxelId voxel : lining.table[lining.voxel])
        if (!touches_bone(work.state.tissue.grid, work.state.tissue.table[work.state.tissue.material],
                          work.state.tissue.grid.voxel(voxel)))
            ++off_the_bone;
    CHECK(off_the_bone < lining.size() / 20);  // those whose bone went in the last step
}
