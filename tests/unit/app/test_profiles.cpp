#include "app/scenario/config_folder.hpp"
#include "app/scenario/scenario.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace trabecula;

namespace {

using Strings = std::vector<std::string>;

Scenario with(const std::string& scenario, const Strings& settings)
{
    const auto folder = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios";
    return load_scenario(folder / scenario, {settings});
}

double level_of(const Scenario& scenario, const std::string& signal)
{
    for (const TimeCourse& course : scenario.model.systemic)
        if (course.signal.name == signal) return course.level_at(1.0);
    throw std::logic_error("no such signal");
}

const CellParams& cell_of(const Scenario& scenario, const std::string& name)
{
    const auto found = std::ranges::find(scenario.model.cells, name, &CellParams::name);
    if (found == scenario.model.cells.end()) throw std::logic_error("no such cell");
    return *found;
}

std::string refusal_of(const std::string& scenario, const Strings& settings)
{
    try {
        with(scenario, settings);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("Every profile in configs/ fits mouse and human, and a run keeps its name", "[config][profiles]")
{
    for (const auto& entry : std::filesystem::directory_iterator(config_folder() / "profiles")) {
        const std::string name = entry.path().stem().string();
        CAPTURE(name);
        for (const std::string scenario : {"demo.toml", "menopause-human.toml"}) {
            const Scenario laid = with(scenario, {"profiles=" + name});
            REQUIRE(laid.profiles.size() == 1);
            CHECK(laid.profiles[0].name == name);
            CHECK(laid.hash != with(scenario, {}).hash);
            const Scenario resumed = scenario_from_text(laid.resolved, "resolved");
            CHECK(resumed.hash == laid.hash);
            CHECK(resumed.profiles.size() == 1);
        }
    }
}

TEST_CASE("Slow turnover has two thirds of the precursors, at the start and from the blood", "[config][profiles]")
{
    // the profile says so in numbers, which have to follow those of the biology
    for (const std::string scenario : {"demo.toml", "menopause-human.toml"}) {
        CAPTURE(scenario);
        const Scenario usual = with(scenario, {});
        const Scenario slow = with(scenario, {"profiles=low_turnover"});
        const CellParams& before = cell_of(usual, "osteoclast_precursor");
        const CellParams& after = cell_of(slow, "osteoclast_precursor");
        CHECK(after.density / before.density == Approx(2.0 / 3.0).margin(0.01));
        CHECK(after.supply / before.supply == Approx(2.0 / 3.0).margin(0.01));
    }
}

TEST_CASE("Profiles win over the scenario, and settings over profiles", "[config][profiles]")
{
    CHECK(level_of(with("ovx-mouse.toml", {}), "oestrogen") == Approx(1.0));
    CHECK(level_of(with("ovx-mouse.toml", {"profiles=oestrogen_deficient"}), "oestrogen") == Approx(0.1));
    CHECK(level_of(with("ovx-mouse.toml", {"systemic.oestrogen.level=0.3", "profiles=oestrogen_deficient"}),
                   "oestrogen") == Approx(0.3));
}

TEST_CASE("The order in which profiles are named makes no difference, nor how they are written", "[config][profiles]")
{
    const Scenario one = with("demo.toml", {"profiles=['inflamed', 'aged']"});
    CHECK(level_of(one, "age") == Approx(1.0));
    CHECK(level_of(one, "LPS") == Approx(0.1));
    CHECK(one.title.ends_with(", aged, inflamed"));
    CHECK(with("demo.toml", {"profiles=['aged', 'inflamed']"}).hash == one.hash);
    CHECK(with("demo.toml", {"profiles=aged + inflamed"}).hash == one.hash);
    CHECK(with("demo.toml", {"profiles=none"}).hash == with("demo.toml", {}).hash);
}

TEST_CASE("A profile of one's own is a file beside the scenario that names it", "[config][profiles]")
{
    const auto folder = std::filesystem::temp_directory_path() / "trabecula_profile_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "fit.toml") << "[profile.athlete]\nmeaning = \"trains\"\nsource = \"assumed: ours\"\n"
                                          "[systemic.load]\nlevel = 1.5\nsource = \"assumed: ours\"\n";
    std::ofstream(folder / "scenario.toml")
        << "include = [\"" << (config_folder() / "scenarios/demo.toml").string() << "\"]\nprofiles = [\"fit.toml\"]\n";
    const Scenario scenario = load_scenario(folder / "scenario.toml");
    CHECK(level_of(scenario, "load") == Approx(1.5));
    CHECK(scenario.profiles.at(0).name == "athlete");
    std::ofstream(folder / "fit.toml") << "[time]\nstep = \"2 h\"\n";
    try {
        load_scenario(folder / "scenario.toml");
        FAIL("accepted");
    } catch (const InputError& error) {
        CHECK_THAT(error.what(), Catch::Contains("fit.toml:1:2: time is no part of a profile"));
        CHECK_THAT(error.what(), Catch::Contains("add a table like [profile.fit]"));
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("Wrong profiles are refused with place and remedy", "[config][profiles][wrong]")
{
    CHECK_THAT(refusal_of("demo.toml", {"profiles=['agd']"}),
               Catch::Contains("--set profiles: there is no profile \"agd\"; did you mean aged?"));
    CHECK_THAT(refusal_of("demo.toml", {"profiles=3"}), Catch::Contains("profiles = 3 is no list of names"));
    CHECK_THAT(refusal_of("demo.toml", {"profiles=['aged', 'young_adult']"}),
               Catch::Contains("systemic.age.level = 0.0 contradicts") && Catch::Contains("aged.toml:"));
    CHECK_THAT(refusal_of("macrophage-lps.toml", {"profiles=aged"}), Catch::Contains("is a culture"));
}
