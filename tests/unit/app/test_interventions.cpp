#include "app/scenario/scenario.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace trabecula;

namespace {

/// The concentration of berberine over time, where the demo has it as `settings` say.
TimeCourse berberine(const std::string& scenario, const std::vector<std::string>& settings)
{
    const auto folder = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios";
    const Scenario loaded = load_scenario(folder / scenario, {settings});
    for (const TimeCourse& course : loaded.model.systemic)
        if (course.signal.name == "berberine") return course;
    throw std::logic_error("no berberine");
}

}  // namespace

TEST_CASE("A nominal concentration is that of the compound", "[config][compound]")
{
    const TimeCourse course = berberine("demo-berberine.toml", {"intervention.berberine.concentration=nominal"});
    CHECK(course.level_at(0.0) == Approx(1e7));
}

TEST_CASE("What is held to the end of a run is there when the end is observed", "[config][compound]")
{
    const double end_h = 28.0 * 24.0;
    for (const char* stop : {"672 h", "671 h"}) {
        const TimeCourse told = berberine("demo-berberine.toml",
                                          {std::string("intervention.berberine.stop=") + stop, "time.duration=28 d"});
        CHECK(told.level_at(end_h) == (stop == std::string("672 h") ? Approx(1e7) : Approx(0.0)));
    }
    CHECK(berberine("demo-berberine.toml", {"time.duration=28 d"}).level_at(end_h) == Approx(1e7));
}

TEST_CASE("A dose by mouth is the compound's concentration in the marrow", "[config][compound][doses]")
{
    const TimeCourse course = berberine("demo-berberine-oral.toml", {});
    CHECK(course.level_at(0.0) == Approx(0.0).margin(1e-3));
    const double given_pM_h = 200e9 / 336.4 * 0.0036 / 3.0;  // dose x F / clearance
    CHECK(course.mean_over(480.0, 504.0) == Approx(given_pM_h / 24.0).epsilon(1e-3));
}

TEST_CASE("Doses of several interventions add up", "[config][compound][doses]")
{
    const TimeCourse once = berberine("demo-berberine-oral.toml", {});
    const TimeCourse twice = berberine(
        "demo-berberine-oral.toml",
        {"intervention.evening={compound='berberine', dose='100 mg/kg', pk='rat_oral', start='12 h', every='1 d'}"});
    CHECK(twice.level_at(10.0) == once.level_at(10.0));
    CHECK(twice.level_at(13.0) == Approx(once.level_at(13.0) + 0.5 * once.level_at(1.0)));
}

TEST_CASE("Doses of several interventions are integrated together where elimination saturates",
          "[config][compound][doses]")
{
    const std::string saturable = "compound.berberine.pk.rat_oral.saturable_elimination=1 mg/h/kg";
    const std::string half = "compound.berberine.pk.rat_oral.half_saturation=10 nM";
    const TimeCourse daily = berberine("demo-berberine-oral.toml", {saturable, half});
    const TimeCourse linear = berberine("demo-berberine-oral.toml", {});
    CHECK(daily.level_at(2.0) < 0.9 * linear.level_at(2.0));
    const TimeCourse in_turn = berberine(
        "demo-berberine-oral.toml",
        {saturable, half, "intervention.berberine.every=48 h",
         "intervention.rest={compound='berberine', dose='200 mg/kg', pk='rat_oral', start='24 h', every='48 h'}"});
    for (const double time_h : {1.0, 30.0, 100.0, 600.0})
        CHECK(in_turn.level_at(time_h) == Approx(daily.level_at(time_h)).epsilon(1e-9));
    CHECK_THROWS_WITH(
        berberine("demo-berberine-oral.toml",
                  {saturable, half, "intervention.berberine.pk=rat_oral",
                   "compound.berberine.pk.vein={route='intravenous', volume='1 L/kg', clearance='1 L/h/kg', "
                   "marrow_over_plasma=1, source='assumed: a test'}",
                   "intervention.rest={compound='berberine', dose='1 mg/kg', pk='vein'}"}),
        Catch::Contains("pk = \"vein\"") && Catch::Contains("saturates, so that both must be the same"));
}

TEST_CASE("An analogue adds to the hormone as which it acts", "[config][compound]")
{
    const auto file = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo-berberine.toml";
    const Scenario scenario = load_scenario(file, {{"compound.berberine.acts_as=PTH"}});
    for (const TimeCourse& course : scenario.model.systemic)
        if (course.signal.name == "PTH") CHECK(course.level_at(1.0) == Approx(1e7 + 3.85));
}

TEST_CASE("A drug is freed by osteoclasts alone, and only from bone that binds it", "[config][compound][wrong]")
{
    const auto file = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo-berberine.toml";
    const auto load = [&](const std::string& setting) { return load_scenario(file, {{setting}}); };
    CHECK_THROWS_WITH(load("compound.berberine.effect.precursor_nfkb.freed=true"),
                      Catch::Contains("freed is for osteoclasts alone"));
    CHECK_THROWS_WITH(load("compound.berberine.effect.x={target='osteoclast.resorb', direction='inhibits', emax=1, "
                           "ec50='1 uM', hill=1, source='assumed: a test', freed=true}"),
                      Catch::Contains("add [compound.berberine.bone]"));
    CHECK_THROWS_WITH(load("compound.berberine.bone={uptake='-1 um/h', source='assumed: a test'}"),
                      Catch::Contains("compound.berberine.bone.uptake"));
}

TEST_CASE("An event of cells happens in the step that holds its time, as often as it is to", "[cell_event]")
{
    const CellEvent event{CellEvent::Kind::depletion, 0, std::nullopt, 0.5, Hours{3.0}, Hours{24.0}, 2};
    int happened = 0;
    for (int step = 0; step < 40; ++step) happened += event.happens_in(4.0 * step, 4.0) ? 1 : 0;
    CHECK(happened == 2);
    CHECK(event.happens_in(0.0, 4.0));
    CHECK_FALSE(event.happens_in(2.0, 1.0));
    CHECK(event.happens_in(3.0, 1.0));
    CHECK(event.happens_in(27.0, 0.25));
    CHECK_FALSE(event.happens_in(51.0, 1.0));
}

TEST_CASE("Wrong transfers and depletions are refused with a remedy", "[config][cell_event][wrong]")
{
    const auto file = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml";
    const auto load = [&](const std::string& given) { return load_scenario(file, {{"intervention.x=" + given}}); };
    CHECK_THROWS_WITH(load("{transfer='Tregs', density='100 /mm3'}"), Catch::Contains("did you mean Treg?"));
    CHECK_THROWS_WITH(load("{transfer='osteocyte', density='100 /mm3'}"),
                      Catch::Contains("cells come into the marrow"));
    CHECK_THROWS_WITH(load("{transfer='Treg', share=0.5}"), Catch::Contains("intervention.x.density"));
    CHECK_THROWS_WITH(load("{deplete='t_cell', share='120 %'}"), Catch::Contains("intervention.x.share"));
    CHECK_THROWS_WITH(load("{deplete='t_cell', share=1, start='90 d'}"), Catch::Contains("past the end of the run"));
}
