#include "slab.hpp"

#include "agents/bone_ledger.hpp"
#include "agents/observables.hpp"

#include "core/parallel.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <numbers>

using namespace trabecula;
using namespace trabecula::test;

namespace {

/// The time series of a model, by name.
class Recording {
  public:
    explicit Recording(const TissueModel& model) : observables_(observables(model)) {}

    std::map<std::string, double> record(const TissueModel& model)
    {
        const Observation now(model, past_);
        past_.points.push_back(now.counted);
        std::map<std::string, double> values;
        for (const Observable& observable : observables_) values[observable.name] = observable.measure(now);
        return values;
    }

  private:
    std::vector<Observable> observables_;
    Past past_;
};

std::map<std::string, double> measured(const TissueModel& model)
{
    return Recording(model).record(model);
}

/// A cube of 240 um with bone in the lower 80 um; no cells.
BoneVolume slab_at(double spacing_um)
{
    return slab(static_cast<int>(240.0 / spacing_um), Micrometres{spacing_um}, 2, false,
                static_cast<int>(80.0 / spacing_um));
}

constexpr double slab_um2 = 240.0 * 240.0;

const std::vector<std::string> no_cells = only("osteoblast", "0 /mm2");

/// Osteoblasts of 20 um, which cover the whole slab, form 1 um a day, and neither die nor are buried.
std::vector<std::string> building(const std::string& density)
{
    return joined({only("osteoblast", density),
                   without_fields(),
                   lasting_osteoblasts(),
                   steady("osteoblast", "form", "314.159265 um3/d"),
                   {"cell.osteoblast.diameter=20 um", "bone.buried_density=0 /mm3", "bone.mineralisation_lag=36 h",
                    "output.label_interval=2 d"}});
}

/// The slab with one cell at the middle of its surface.
TissueModel with_one_cell(double spacing_um, Cell cell, std::optional<int> nuclei,
                          const std::vector<std::string>& settings)
{
    ModelParams params = demo_model(settings);
    SeededCell seeded;
    seeded.type = index(cell);
    seeded.position_um = {122.5, 122.5, 82.5};
    CellTable table;
    if (nuclei) {
        table.attributes = {"nuclei"};
        seeded.attributes = {{0, static_cast<double>(*nuclei), 0}};
    }
    table.cells = {seeded};
    params.placed = table;
    return {params, tissue_from(slab_at(spacing_um), params.bone.matrix_age, params.bone.mineral)};
}

/// Resorbs a box of voxels, x and y from `low` to `high`, from the surface of the slab down.
void dig(TissueModel& model, int low, int high, double depth_um, Hours when)
{
    Tissue& tissue = model.state_to_restore().tissue;
    const Grid& grid = tissue.grid;
    BoneLedger ledger(tissue, when);
    const auto material = tissue.table[tissue.material];
    const int top = static_cast<int>(80.0 / grid.spacing.value) - 1;
    for (int x = low; x < high; ++x)
        for (int y = low; y < high; ++y) {
            double left = depth_um / grid.spacing.value;
            for (int z = top; left > 0.0; --z, left -= 1.0) {
                const VoxelId voxel = grid.id({x, y, z});
                ledger.resorb(std::vector{voxel}, std::min(1.0, left));
                material[raw(voxel)] = ledger.fraction(voxel) >= surface_fraction ? Material::bone : Material::marrow;
            }
        }
}

}  // namespace

TEST_CASE("A slab under osteoblasts that form at a known rate gives MAR, MS/BS and BFR/BS", "[property][histology]")
{
    const double spacing_um = GENERATE(5.0, 10.0, 20.0);
    CAPTURE(spacing_um);
    TissueModel model = model_on(slab_at(spacing_um), building("1000 /mm2"));
    Recording series(model);
    series.record(model);
    std::map<std::string, double> values;
    for (int hour = 1; hour <= 4 * 24; ++hour) {
        model.step();
        if (hour % 6 == 0) values = series.record(model);
    }
    const double cells = values.at("osteoblast.count");
    const double covered = cells * std::numbers::pi * 100.0 / slab_um2;  // were none to overlap
    CAPTURE(cells, covered, values.at("Ob.S/BS"), values.at("MS/BS"), values.at("MAR"), values.at("OS/BS"));
    CHECK(values.at("BFR/BS") == Approx(covered).epsilon(0.08));  // times 1 um/d
    CHECK(values.at("MS/BS") == Approx(values.at("Ob.S/BS")).epsilon(0.1));
    CHECK(values.at("MS/BS") <= 1.001 * covered);
    CHECK(values.at("MAR") * values.at("MS/BS") == Approx(values.at("BFR/BS")));
    CHECK(values.at("sLS/BS") < 0.1);
    CHECK(values.at("marker.P1NP") == Approx(cells * 314.159265e-9 / (values.at("BV/TV") * 0.24 * 0.24 * 0.24)));
    CHECK(values.at("marker.OCN") == Approx(values.at("marker.P1NP")).epsilon(0.001));
    CHECK(values.at("marker.CTX") == 0.0);
    CHECK(values.at("O.Th") * values.at("OS/BS") == Approx(1.5 * covered).epsilon(0.1));
}

TEST_CASE("One osteoblast alone covers a disc of its diameter, and builds at its own rate", "[property][histology]")
{
    const double spacing_um = GENERATE(5.0, 10.0, 20.0);
    CAPTURE(spacing_um);
    TissueModel model = with_one_cell(spacing_um, Cell::osteoblast, {}, building("0 /mm2"));
    CHECK(measured(model).at("Ob.S/BS") == Approx(std::numbers::pi * 100.0 / slab_um2).epsilon(0.001));
    CHECK(measured(model).at("N.Ob/BS") == Approx(20.0 / slab_um2 * 1000.0).epsilon(0.001));
    CHECK(std::isnan(measured(model).at("MAR")));
    for (int hour = 0; hour < 4 * 24; ++hour) model.step();
    CHECK(measured(model).at("MAR") == Approx(1.0).epsilon(0.02));
    CHECK(measured(model).at("MS/BS") == Approx(std::numbers::pi * 100.0 / slab_um2).epsilon(0.05));
}

TEST_CASE("Osteoblasts that die between two labels leave surface with one", "[property][histology]")
{
    TissueModel model = model_on(slab_at(10.0), joined({building("1000 /mm2"), steady("osteoblast", "die", "0.5 /d")}));
    Recording series(model);
    series.record(model);
    for (int hour = 0; hour < 2 * 24; ++hour) model.step();
    const double first = series.record(model).at("Ob.S/BS");
    for (int hour = 0; hour < 2 * 24; ++hour) model.step();
    const auto values = series.record(model);
    const double second = values.at("Ob.S/BS");
    CAPTURE(first, second);
    CHECK(second < 0.7 * first);  // exp(-1), with few cells
    CHECK(values.at("dLS/BS") == Approx(second).epsilon(0.001));
    CHECK(values.at("sLS/BS") == Approx(first - second).epsilon(0.02));
    CHECK(values.at("MS/BS") == Approx(0.5 * (first + second)).epsilon(0.02));
    CHECK(values.at("BFR/BS") == Approx(values.at("MAR") * values.at("MS/BS")));
}

TEST_CASE("An osteoclast covers its nuclei times the surface under each", "[property][histology]")
{
    const double spacing_um = GENERATE(5.0, 10.0, 20.0);
    const int nuclei = GENERATE(2, 6, 20);
    CAPTURE(spacing_um, nuclei);
    const TissueModel model = with_one_cell(spacing_um, Cell::osteoclast, nuclei, {});
    const auto values = measured(model);
    CHECK(values.at("Oc.S/BS") == Approx(nuclei * 300.0 / slab_um2).epsilon(0.001));
    CHECK(values.at("N.Oc/BS") ==
          Approx(2.0 * std::sqrt(nuclei * 300.0 / std::numbers::pi) / slab_um2 * 1000.0).epsilon(0.001));
    CHECK(values.at("marker.TRAP") == Approx(nuclei / (0.24 * 0.24 * 0.24)));
}

TEST_CASE("A pit of known depth gives E.De and ES/BS", "[property][histology]")
{
    const double spacing_um = GENERATE(5.0, 10.0, 20.0);
    const double depth_um = GENERATE(4.0, 20.0, 40.0);
    CAPTURE(spacing_um, depth_um);
    TissueModel model = model_on(slab_at(spacing_um), no_cells);
    CHECK(std::isnan(measured(model).at("E.De")));
    CHECK(measured(model).at("ES/BS") == 0.0);
    dig(model, static_cast<int>(60.0 / spacing_um), static_cast<int>(180.0 / spacing_um), depth_um, Hours{1});
    const auto values = measured(model);
    CHECK(values.at("E.De") == Approx(depth_um).epsilon(0.001));
    const double floor_um2 = 120.0 * 120.0;
    const double walls_um2 = 4.0 * 120.0 * depth_um;  // a staircase has them whole, smooth edges less
    const double eroded_um2 = values.at("ES/BS") * values.at("BS") * 1e6;
    CHECK(eroded_um2 > 0.98 * floor_um2);
    CHECK(eroded_um2 < 1.02 * (floor_um2 + walls_um2));
}

TEST_CASE("Surface is no more eroded where bone was formed since", "[property][histology]")
{
    TissueModel model = model_on(slab_at(10.0), no_cells);
    dig(model, 6, 18, 20.0, Hours{1});
    Tissue& tissue = model.state_to_restore().tissue;
    BoneLedger ledger(tissue, Hours{2});
    for (int x = 6; x < 18; ++x)
        for (int y = 6; y < 18; ++y) {
            const VoxelId voxel = tissue.grid.id({x, y, 6});
            ledger.form(std::vector{voxel}, 0.75);
            tissue.table[tissue.material][raw(voxel)] = Material::bone;
        }
    const auto values = measured(model);
    CHECK(values.at("ES/BS") * values.at("BS") * 1e6 < 4.0 * 120.0 * 15.0);  // walls at most
    CHECK(std::isnan(values.at("E.De")));
    CHECK(values.at("OS/BS") * values.at("BS") * 1e6 == Approx(120.0 * 120.0).epsilon(0.05));
    CHECK(std::isnan(values.at("W.Th")));
    for (int hour = 0; hour < 6 * 24; ++hour) model.step();
    CHECK(measured(model).at("OS/BS") == 0.0);
    CHECK(measured(model).at("W.Th") == Approx(7.5).epsilon(0.05));
}

TEST_CASE("Histomorphometry and markers have the same bits on any number of threads", "[property][histology]")
{
    const auto values = [](int threads) {
        ThreadLimit limit(threads);
        return limit.run([] {
            TissueModel model = model_on(slab_at(10.0), {"output.label_interval=4 h"});
            for (int hour = 0; hour < 12; ++hour) model.step();
            std::vector<double> list;
            for (const auto& [name, value] : measured(model))
                if (!std::isnan(value)) list.push_back(value);
            return list;
        });
    };
    const std::vector<double> one = values(1);
    CHECK(one.size() > 30);
    CHECK(values(2) == one);
    CHECK(values(4) == one);
}

TEST_CASE("Without labels there are no columns for them, and no series", "[property][histology]")
{
    const TissueModel model = model_on(slab_at(10.0), {"output.label_interval=0 d"});
    CHECK(measured(model).count("MAR") == 0);
    CHECK(!model.state().totals.find("label.pairs"));
    CHECK(!model.state().populations[index(Cell::osteoblast)].table.find("labelled"));
}
