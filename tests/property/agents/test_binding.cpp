#include "slab.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;
using namespace trabecula::test;

namespace {

const BoneVolume bone = slab(24, Micrometres{10.0}, 2, false, 6);

/// Osteocytes and osteoblasts that neither build nor die, and secrete evenly: sources that stay as they are.
std::vector<std::string> resting_bone(const std::vector<std::string>& more)
{
    return joined({only("osteocyte", "40000 /mm3"),
                   {"cell.osteoblast.density=600 /mm2", "output.series=1 d"},
                   steady("osteoblast", "form", "0 um3/d"),
                   lasting_osteoblasts(),
                   steady("osteoblast", "secrete_RANKL", "1000 molecules/h"),
                   steady("osteoblast", "secrete_OPG", "8300 molecules/h"),
                   steady("osteoblast", "secrete_MCSF", "8000 molecules/h"),
                   steady("osteoblast", "present_RANKL", "300"),
                   steady("osteocyte", "secrete_RANKL", "1000 molecules/h"),
                   steady("osteocyte", "secrete_OPG", "0 molecules/h"),
                   steady("osteocyte", "present_RANKL", "6000"),
                   steady("osteocyte", "die", "0 /d"),
                   more});
}

std::span<const float> column(const TissueModel& model, const std::string& name)
{
    const State& state = model.state();
    const Table& table = state.fields.table.find(name) ? state.fields.table : state.presented;
    return table[Column<float>{table.find(name).value()}];
}

std::vector<float> after(TissueModel& model, int steps, const std::string& name)
{
    for (int i = 0; i < steps; ++i) model.step();
    const auto values = column(model, name);
    return {values.begin(), values.end()};
}

double mean(std::span<const float> values)
{
    double sum = 0.0;
    for (const float value : values) sum += double{value};
    return sum / static_cast<double>(values.size());
}

double largest_difference(const std::vector<float>& a, const std::vector<float>& b)
{
    double most = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(double{a[i]} - double{b[i]}) / double{b[i]});
    return most;
}

/// An antibody in the blood that binds RANKL as tightly as denosumab does.
std::vector<std::string> antibody(const std::string& changes)
{
    return {
        "systemic.antibody={unit='pM', level='0 pM', meaning='antibody', source='a test', changes=[" + changes + "]}",
        "binding.RANKL_antibody={partners=['RANKL', 'antibody'], kd='3 pM', source='a test'}"};
}

}  // namespace

TEST_CASE("Free RANKL is the same after steps of 1 min, 1 h and 1 d", "[property][binding]")
{
    const std::string what = GENERATE("RANKL", "OPG", "presented_RANKL");
    const auto free = [&](const std::string& step, int steps) {
        TissueModel model = model_on(bone, resting_bone({"time.step=" + step}));
        return after(model, steps, what);
    };
    const auto hours = free("1 h", 8);
    CAPTURE(what);
    CHECK(mean(hours) > 0.1);
    if (what == "presented_RANKL") {
        CHECK(mean(free("1 min", 60)) == Approx(mean(hours)).epsilon(0.01));
        CHECK(mean(free("24 h", 2)) == Approx(mean(hours)).epsilon(0.01));
        return;
    }
    CHECK(largest_difference(free("1 min", 60), hours) < 0.01);
    CHECK(largest_difference(free("24 h", 2), hours) < 0.01);
}

TEST_CASE("What is free is never more than the total, and OPG holds most of the RANKL at baseline",
          "[property][binding]")
{
    TissueModel model = model_on(bone, resting_bone({}));
    const auto free = after(model, 6, "RANKL");
    const auto total = column(model, "RANKL_total");
    const auto presented = column(model, "presented_RANKL");
    const auto presented_total = column(model, "presented_RANKL_total");
    const double kd_pM = model.params().bindings.front().kd.value;
    const auto opg = column(model, "OPG");
    for (std::size_t i = 0; i < free.size(); ++i) {
        REQUIRE(free[i] > 0.0F);
        REQUIRE(free[i] <= total[i]);
        REQUIRE(presented[i] <= presented_total[i]);
        REQUIRE(double{free[i]} == Approx(double{total[i]} * kd_pM / (kd_pM + double{opg[i]})).epsilon(1e-5));
        REQUIRE(double{presented[i]} == Approx(double{presented_total[i]} * kd_pM / (kd_pM + double{opg[i]})));
    }
    const auto marrow_sum = [&](std::span<const float> values) {
        const Tissue& tissue = model.state().tissue;
        double sum = 0.0;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (tissue.table[tissue.material][i] == Material::marrow) sum += double{values[i]};
        return sum;
    };
    const double bound_share = 1.0 - marrow_sum(free) / marrow_sum(total);
    CHECK(bound_share > 0.5);
    CHECK(bound_share < 0.95);
}

TEST_CASE("More OPG leaves less RANKL free, and fewer precursors fuse", "[property][binding]")
{
    struct Outcome {
        double free_pM;
        double presented_pM;
        double nuclei;
    };
    const auto with_opg = [&](const std::string& molecules_per_h) {
        TissueModel model = model_on(
            bone, joined({resting_bone({"cell.osteoclast_precursor.density=20000 /mm3",
                                        "cell.osteoclast_precursor.behaviour.fuse.max=12 /d", "bone.fusion_nuclei=2"}),
                          steady("osteoblast", "secrete_OPG", molecules_per_h + " molecules/h")}));
        for (int i = 0; i < 36; ++i) model.step();
        double nuclei = 0.0;
        for (const std::uint32_t n :
             model.state().populations[index(Cell::osteoclast)].table[model.workspace().osteoclast.nuclei])
            nuclei += n;
        return Outcome{mean(column(model, "RANKL")), mean(column(model, "presented_RANKL")), nuclei};
    };
    const Outcome none = with_opg("0");
    const Outcome some = with_opg("8300");
    const Outcome much = with_opg("83000");
    CAPTURE(none.nuclei, some.nuclei, much.nuclei);
    CHECK(some.free_pM < 0.7 * none.free_pM);
    CHECK(much.free_pM < 0.5 * some.free_pM);
    CHECK(some.presented_pM < 0.7 * none.presented_pM);
    CHECK(much.presented_pM < 0.3 * some.presented_pM);
    CHECK(none.nuclei > 1.2 * some.nuclei);
    CHECK(some.nuclei > 1.2 * much.nuclei);
}

TEST_CASE("An antibody in the blood competes with OPG for RANKL, dissolved and presented", "[property][binding]")
{
    TissueModel untreated = model_on(bone, resting_bone({}));
    TissueModel treated = model_on(bone, resting_bone(antibody("{add='30000 pM'}")));
    const auto free = after(untreated, 3, "RANKL");
    const auto left = after(treated, 3, "RANKL");
    CHECK(mean(left) < 1e-3 * mean(free));
    CHECK(mean(left) > 0.0);
    CHECK(mean(column(treated, "presented_RANKL")) <
          3.0 / (3.0 + 30000.0) * mean(column(treated, "presented_RANKL_total")));  // OPG binds some of it, too
    CHECK(mean(column(treated, "RANKL_total")) == Approx(mean(column(untreated, "RANKL_total"))));
    CHECK(mean(column(treated, "OPG")) > mean(column(untreated, "OPG")));  // it is set free
}

TEST_CASE("An antibody that comes in pulses is averaged over the step", "[property][binding]")
{
    const auto half_of_the_time = antibody("{add='1e6 pM', start='0 h', every='4 h', lasting='2 h'}");
    TissueModel untreated = model_on(bone, resting_bone({"time.step=4 h"}));
    TissueModel treated = model_on(bone, resting_bone(joined({half_of_the_time, {"time.step=4 h"}})));
    const double free = mean(after(untreated, 3, "RANKL"));
    CHECK(mean(after(treated, 3, "RANKL")) == Approx(0.5 * free).epsilon(1e-3));
}

TEST_CASE("A field that nobody secretes stays exactly zero, without a solve", "[property][fields]")
{
    TissueModel model = model_on(
        bone,
        resting_bone({"fields.IFNG={diffusivity={marrow='50 um2/s', bone='5 um2/s'}, decay='1 /h', source='a test'}"}));
    for (int i = 0; i < 3; ++i) model.step();
    CHECK(model.params().fields.size() == 14);
    for (std::size_t f = 0; f < model.params().fields.size(); ++f) {
        const std::string& name = model.params().fields[f].name;
        CAPTURE(name);
        if (name == "RANKL" || name == "OPG" || name == "MCSF") CHECK(model.workspace().diffusion[f].iterations > 0);
        if (name == "IFNG") CHECK(model.workspace().diffusion[f].iterations == 0);
    }
    for (const float c : column(model, "IFNG")) REQUIRE(c == 0.0F);
}

TEST_CASE("A field that starts above zero, or that a wall holds, is solved though nobody secretes it",
          "[property][fields]")
{
    TissueModel decaying = model_on(bone, resting_bone({"fields.IL4.initial=2 pM"}));
    for (const float c : after(decaying, 1, "IL4")) REQUIRE(double{c} == Approx(2.0 / 1.7).epsilon(1e-3));
    TissueModel held = model_on(bone, resting_bone({"fields.IL4.walls.z_high=3 pM"}));
    CHECK(mean(after(held, 1, "IL4")) > 1.0);
}
