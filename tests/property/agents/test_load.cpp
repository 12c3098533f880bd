#include "slab.hpp"

#include "agents/observables.hpp"

#include "core/parallel.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace trabecula;
using namespace trabecula::test;

namespace {

const std::vector<std::string> resting_osteocytes =
    joined({only("osteocyte", "20000 /mm3"), without_fields(), {"solver.coarsening=1"}});

/// A slab that stands along z, so many voxels thick.
BoneVolume upright(int thickness)
{
    return slab(24, Micrometres{10.0}, 0, false, thickness);
}

double measured(const TissueModel& model, const std::string& name)
{
    for (const Observable& observable : observables(model))
        if (observable.name == name) return observable.measure(model);
    throw std::logic_error("no series " + name);
}

double mean_rate(const TissueModel& model, const std::string& behaviour)
{
    const Table& osteocytes = model.state().populations[index(Cell::osteocyte)].table;
    const std::size_t column = osteocytes.find("rate " + behaviour).value();
    double sum = 0.0;
    for (std::size_t row = 0; row < osteocytes.rows(); ++row) sum += osteocytes.number(column, row);
    return sum / static_cast<double>(osteocytes.rows());
}

}  // namespace

TEST_CASE("Strain is stress over modulus over the share of the section that is bone", "[property][load]")
{
    const int thickness = GENERATE(3, 6, 12);
    const TissueModel model = model_on(
        upright(thickness),
        joined({resting_osteocytes,
                {"load.stress_x=0 MPa", "load.stress_y=0.3 MPa", "load.stress_z=0.4 MPa", "load.modulus=10 GPa"}}));
    const double expected = 0.5 / 1e4 * 24.0 / thickness;  // both loads at once: 0.3, 0.4, 0.5
    CHECK(measured(model, "osteocyte.habitual_strain") == Approx(expected).epsilon(0.02));
}

TEST_CASE("Bone that is strained more calls for fewer osteoclasts, and holds formation back less", "[property][load]")
{
    const auto rates = [](int thickness, const std::string& load) {
        TissueModel model =
            model_on(upright(thickness),
                     joined({only("osteocyte", "20000 /mm3"), {"solver.coarsening=1", "systemic.load.level=" + load}}));
        model.step();
        return std::pair{mean_rate(model, "present_RANKL"), mean_rate(model, "secrete_SOST")};
    };
    const auto thin = rates(3, "1");
    const auto thick = rates(6, "1");
    CHECK(thin.first < 0.95 * thick.first);
    CHECK(thin.second < 0.9 * thick.second);
    const auto unloaded = rates(3, "0");
    CHECK(unloaded.first > 1.3 * thin.first);
    CHECK(unloaded.second > 1.5 * thin.second);
    const auto half_as_thick_under_half_the_load = rates(3, "0.5");
    CHECK(half_as_thick_under_half_the_load.first == Approx(thick.first).epsilon(0.02));
    CHECK(half_as_thick_under_half_the_load.second == Approx(thick.second).epsilon(0.02));
}

TEST_CASE("Strain follows the bone, a day later at the latest", "[property][load]")
{
    TissueModel model = model_on(upright(6), joined({resting_osteocytes, {"load.every=4 h"}}));
    const double before = measured(model, "osteocyte.habitual_strain");
    State& state = model.state_to_restore();
    for (std::size_t i = 0; i < state.tissue.grid.size(); ++i)  // half of the slab is gone
        if (state.tissue.grid.voxel(i).y >= 12) {
            state.tissue.table[state.tissue.bone_fraction][i] = 0.0F;
            state.tissue.table[state.tissue.material][i] = Material::marrow;
        }
    model.restored();
    model.step();
    const Workspace& work = model.workspace();
    const auto strain_at = [&](Voxel v) {
        return double{work.state.fields.table[*work.habitual_strain][work.state.tissue.grid.index(v)]};
    };
    CHECK(strain_at({2, 4, 12}) > 1.5 * before);
    CHECK(strain_at({6, 4, 12}) == Approx(strain_at({5, 4, 12})).epsilon(0.02));  // a cell at the surface feels it too
    CHECK(strain_at({15, 4, 12}) == 0.0);
}

TEST_CASE("A run without load has no strain, and its osteocytes feel none", "[property][load]")
{
    const TissueModel model =
        model_on(upright(6),
                 joined({resting_osteocytes, {"load.stress_x=0 MPa", "load.stress_y=0 MPa", "load.stress_z=0 MPa"}}));
    CHECK(measured(model, "osteocyte.habitual_strain") == 0.0);
}
