#include "slab.hpp"

#include "lattice/surface.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace trabecula;
using namespace trabecula::test;

namespace {

const std::vector<std::string> deathless_osteoblasts = joined({only("osteoblast", "600 /mm2"),
                                                               without_fields(),
                                                               lasting_osteoblasts(),
                                                               {"bone.buried_density=0 /mm3"},
                                                               steady("osteoblast", "form", "1000 um3/d")});

std::map<CellId, Vector3> places(const TissueModel& model, Cell type)
{
    const Population& cells = model.state().populations[index(type)];
    const Grid& grid = model.state().tissue.grid;
    std::map<CellId, Vector3> found;
    for (std::size_t i = 0; i < cells.size(); ++i)
        found[cells.table[cells.id][i]] = grid.centre_um(grid.voxel(cells.table[cells.voxel][i]));
    return found;
}

std::vector<double> osteoclast_nuclei(const TissueModel& model)
{
    const Table& table = model.state().populations[index(Cell::osteoclast)].table;
    std::vector<double> nuclei;
    for (std::size_t row = 0; row < table.rows(); ++row) nuclei.push_back(table.number(*table.find("nuclei"), row));
    return nuclei;
}

}  // namespace

TEST_CASE("Osteoblasts stay at the bone they build, and drift in no direction along it", "[property][osteoblast]")
{
    const int axis = GENERATE(0, 1, 2);
    const bool at_high_end = GENERATE(false, true);
    TissueModel model = model_on(slab(32, Micrometres{10.0}, axis, at_high_end, 8), deathless_osteoblasts);
    const auto before = places(model, Cell::osteoblast);
    const auto cells = static_cast<double>(before.size());
    REQUIRE(cells > 30.0);
    for (int i = 0; i < 3 * 24; ++i) model.step();
    const auto after = places(model, Cell::osteoblast);
    CHECK(after.size() == before.size());

    std::array<double, 3> moved{};
    std::array<double, 3> spread{};
    for (const auto& [id, now] : after) {
        const Vector3 then = before.at(id);
        const std::array<double, 3> way{now.x - then.x, now.y - then.y, now.z - then.z};
        for (std::size_t a = 0; a < 3; ++a) {
            moved[a] += way[a] / cells;
            spread[a] += way[a] * way[a] / cells;
        }
    }
    for (std::size_t a = 0; a < 3; ++a) {
        CAPTURE(axis, at_high_end, a, moved[a], spread[a]);
        if (static_cast<int>(a) != axis) CHECK(std::abs(moved[a]) < 4.0 * std::sqrt(spread[a] / cells) + 1e-9);
    }

    const Tissue& tissue = model.state().tissue;
    const auto material = tissue.table[tissue.material];
    std::size_t at_bone = 0;
    for (const auto& [id, place] : after) {
        const double s = tissue.grid.spacing.value;
        const Voxel v{static_cast<int>(place.x / s), static_cast<int>(place.y / s), static_cast<int>(place.z / s)};
        if (touches_bone(tissue.grid, material, v)) ++at_bone;
    }
    CHECK(at_bone == after.size());
}

/// Osteocytes that four days of formation add to bone that has some already, and those that its new volume has at
/// 100,000 per mm3.
struct NewOsteocytes {
    double there = 0.0;
    double expected = 0.0;
    double osteoblasts_gone = 0.0;
};

NewOsteocytes form_for_four_days(double spacing_um, const std::string& density_of_old_bone)
{
    const int edge = static_cast<int>(std::lround(320.0 / spacing_um));
    TissueModel model =
        model_on(slab(edge, Micrometres{spacing_um}, 2, false, edge / 4),
                 joined({only("osteoblast", "5000 /mm2"),
                         without_fields(),
                         lasting_osteoblasts(),
                         steady("osteocyte", "die", "0 /d"),
                         {"bone.buried_density=100000 /mm3", "cell.osteocyte.density=" + density_of_old_bone},
                         steady("osteoblast", "form", "500 um3/d")}));
    const auto count = [&](Cell cell) { return static_cast<double>(model.state().populations[index(cell)].size()); };
    const double old_osteocytes = count(Cell::osteocyte);
    const double old_osteoblasts = count(Cell::osteoblast);
    const double old_bone = balance(model.state().tissue).initial;
    for (int i = 0; i < 4 * 24; ++i) model.step();
    double bone = 0.0;
    for (const Material voxel : model.state().tissue.table[model.state().tissue.material])
        bone += voxel == Material::bone ? 1.0 : 0.0;
    return {count(Cell::osteocyte) - old_osteocytes, 1e5 * 1e-9 * (bone - old_bone) * std::pow(spacing_um, 3),
            old_osteoblasts - count(Cell::osteoblast)};
}

TEST_CASE("New bone has its osteocytes, at any voxel size", "[property][osteocyte]")
{
    const double spacing = GENERATE(5.0, 10.0, 20.0);
    const NewOsteocytes added = form_for_four_days(spacing, "100000 /mm3");
    CAPTURE(spacing, added.there, added.expected);
    REQUIRE(added.expected > 60.0);
    // More than that until they lie evenly: here the old ones were placed by chance, and leave gaps.
    CHECK(added.there > 0.9 * added.expected);
    CHECK(added.there < 1.7 * added.expected);
    CHECK(added.osteoblasts_gone == added.there);
}

TEST_CASE("Bone that lacks osteocytes gets more of them, and bone that has too many none", "[property][osteocyte]")
{
    const NewOsteocytes on_poor = form_for_four_days(10.0, "50000 /mm3");
    CHECK(on_poor.there > 1.3 * on_poor.expected);
    const NewOsteocytes on_rich = form_for_four_days(10.0, "200000 /mm3");
    CHECK(on_rich.there < 0.3 * on_rich.expected);
}

TEST_CASE("Osteoclasts on whole bone do not die of crowding", "[property][osteoclast]")
{
    TissueModel model = model_on(slab(32, Micrometres{10.0}, 2, false, 8),
                                 joined({only("osteoclast", "2000 /mm2"), steady("osteoclast", "die", "0 /d"),
                                         steady("osteoclast", "resorb", "0 um3/d")}));
    const std::vector<double> before = osteoclast_nuclei(model);
    REQUIRE(before.size() > 50);
    for (int i = 0; i < 24; ++i) model.step();
    CHECK(osteoclast_nuclei(model).size() == before.size());
}

TEST_CASE("Osteoclasts whose bone is gone detach and die", "[property][osteoclast]")
{
    TissueModel model = model_on(slab(24, Micrometres{10.0}, 2, false, 1),
                                 joined({only("osteoclast", "500 /mm2"), steady("osteoclast", "die", "0 /d"),
                                         steady("osteoclast", "resorb", "100000 um3/d")}));
    for (int i = 0; i < 10 * 24; ++i) model.step();
    const Tissue& tissue = model.state().tissue;
    CHECK(balance(tissue).present < 0.02 * balance(tissue).initial);
    CHECK(osteoclast_nuclei(model).empty());
}

TEST_CASE("A footprint does not reach through a thin plate", "[property][osteoclast]")
{
    BoneVolume plate = slab(24, Micrometres{10.0}, 2, false, 0);
    for (std::size_t i = 0; i < plate.grid.size(); ++i)
        if (plate.grid.voxel(i).z == 12) plate.bone_fraction[i] = 1.0F;
    TissueModel model = model_on(plate, joined({only("osteoclast", "100 /mm2"), {"bone.first_nuclei=20"}}));
    model.step();
    const Workspace& work = model.workspace();
    const Population& cells = work.state.populations[index(Cell::osteoclast)];
    REQUIRE(cells.size() > 2);
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const int side = plate.grid.voxel(cells.table[cells.voxel][row]).z;
        for (std::uint32_t k = work.footprints.first[row]; k < work.footprints.first[row + 1]; ++k)
            REQUIRE(plate.grid.voxel(work.footprints.voxels[k]).z == side);
    }
}

TEST_CASE("A piece of bone that floats is lost within a day, also where nothing else changes", "[property][bone]")
{
    BoneVolume volume = slab(24, Micrometres{10.0}, 2, false, 4);
    for (std::size_t i = 0; i < volume.grid.size(); ++i) {
        const Voxel v = volume.grid.voxel(i);
        if (v.x >= 10 && v.x < 14 && v.y >= 10 && v.y < 14 && v.z >= 12 && v.z < 16) volume.bone_fraction[i] = 1.0F;
    }
    TissueModel model = model_on(volume, only("t_cell", "1000 /mm3"));
    for (int i = 0; i < 25; ++i) model.step();
    const BoneBalance books = balance(model.state().tissue);
    CHECK(books.lost == Approx(64.0));
    CHECK(std::abs(books.discrepancy()) < 1e-6);
}

TEST_CASE("Precursors fuse with those within reach, and every nucleus is accounted for", "[property][fusion]")
{
    TissueModel model =
        model_on(slab(24, Micrometres{10.0}, 2, false, 6),
                 joined({only("osteoclast_precursor", "60000 /mm3"), steady("osteoclast_precursor", "fuse", "2 /d"),
                         steady("osteoclast_precursor", "leave", "0 /d"), steady("osteoclast_precursor", "die", "0 /d"),
                         steady("osteoclast", "die", "0 /d"), steady("osteoclast", "resorb", "0 um3/d")}));
    const auto precursors = [&] { return model.state().populations[index(Cell::osteoclast_precursor)].size(); };
    const auto before = static_cast<double>(precursors());
    for (int i = 0; i < 24; ++i) model.step();
    double nuclei = 0.0;
    for (const double n : osteoclast_nuclei(model)) {
        CHECK(n >= 3.0);
        CHECK(n <= 20.0);
        nuclei += n;
    }
    CHECK(nuclei > 20.0);
    CHECK(static_cast<double>(precursors()) + nuclei == before);
}
