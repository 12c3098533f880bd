#include "app/attribution/run_attribution.hpp"
#include "app/run/paired_effect.hpp"
#include "app/run/untreated_twin.hpp"

#include "output/run_reader.hpp"

#include "agents/observables.hpp"
#include "agents/tissue_model.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

using namespace trabecula;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

const fs::path configs = fs::path(TRABECULA_SOURCE_DIR) / "configs";
const std::vector<std::string> brief{"tissue.synthetic.size=200 um", "time.duration=12 h", "output.series=6 h"};

struct Folder {
    fs::path path = fs::temp_directory_path() / ("trabecula-treatments-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

Scenario scenario_of(const std::string& file, std::vector<std::string> more = {})
{
    more.insert(more.end(), brief.begin(), brief.end());
    return load_scenario(configs / "scenarios" / file, {more});
}

RunOptions into(const fs::path& folder)
{
    return {folder, Start::fresh, Talk::quiet, false, "test", 1};
}

/// Zoledronate, once, over so many osteoclasts that a few days tell.
Scenario bisphosphonate(const std::string& scenario, std::vector<std::string> more)
{
    ScenarioChanges changes;
    changes.overlays = {configs / "compounds/zoledronate.toml"};
    changes.settings = {"tissue.synthetic.size=200 um", "time.duration=4 d", "cell.osteoclast.density=300 /mm2"};
    changes.settings.insert(changes.settings.end(), more.begin(), more.end());
    return load_scenario(configs / "scenarios" / scenario, changes);
}

const std::string infusion = "intervention.z={compound='zoledronate', dose='5 mg', pk='human_intravenous'}";

TissueModel model_of(const Scenario& scenario)
{
    return {scenario.model, make_tissue(scenario)};
}

double stored_in(const TissueModel& model)
{
    const auto stored = model.state().tissue.table[model.workspace().stored_drugs.at(0).stored_pM];
    return std::accumulate(stored.begin(), stored.end(), 0.0);
}

std::string text_of(const fs::path& file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("A treated run is told beside its untreated twin, which may stand for other treatments", "[scenario][paired]")
{
    const Folder folder;
    const fs::path untreated = folder.path / "untreated";
    run_against_untreated(scenario_of("demo-berberine.toml"), into(folder.path / "treated"), untreated);
    const std::string effect = text_of(folder.path / "treated" / effect_file);
    CHECK_THAT(effect, Contains("\nberberine,pM,0,9999999.99"));
    CHECK_THAT(effect, Contains("\nBV/TV,1,"));

    run_scenario(scenario_of("demo.toml"), into(folder.path / "plain"));
    const RunReader plain(folder.path / "plain");
    CHECK(RunReader(untreated).final_state_hash() == plain.final_state_hash());
    CHECK_NOTHROW(check_twin(plain, scenario_of("demo-berberine.toml")));
    CHECK_NOTHROW(check_twin(RunReader(untreated), scenario_of("demo-icariin.toml")));
    CHECK_THROWS_WITH(check_twin(plain, scenario_of("demo-berberine.toml", {"time.seed=2"})),
                      Contains("they differ in [time]"));
    CHECK_THROWS_WITH(check_twin(RunReader(folder.path / "treated"), scenario_of("demo-berberine.toml")),
                      Contains("was treated itself"));
    CHECK_THROWS_WITH(untreated_twin(scenario_of("demo.toml")), Contains("has no intervention"));
}

TEST_CASE("An attribution runs each arm once, and with every line off the compound is not there",
          "[scenario][attribution]")
{
    const Folder folder;
    AttributionQuestion question;
    question.scenario = configs / "scenarios/demo.toml";
    question.changes.settings = brief;
    question.changes.settings.push_back("intervention.b={compound='salmon_calcitonin', concentration='100 pM'}");
    question.changes.overlays = {configs / "compounds/calcitonin.toml"};
    question.compound = "salmon_calcitonin";
    question.readouts = {"bone.resorbed", "BV/TV"};
    question.replicates = 2;
    StudyOptions options{folder.path / "out", StudyStart::fresh, Talk::quiet, 1};
    CHECK(run_attribution(question, options) == StudyEnd::finished);
    const std::string table = text_of(folder.path / "out/attribution.csv");
    CHECK_THAT(table, Contains("\nbone.resorbed,all,all,-"));
    CHECK_THAT(table, Contains("\nBV/TV,all,all,"));
    CHECK(fs::exists(folder.path / "out/attribution.json"));

    Scenario untreated = scenario_of("demo.toml", {"time.seed=1"});
    run_scenario(untreated, into(folder.path / "plain"));
    const AttributionPlan plan = plan_attribution(question);
    run_scenario(plan.scenario(plan.untreated, 1), into(folder.path / "off"));
    CHECK(RunReader(folder.path / "off").final_state_hash() == RunReader(folder.path / "plain").final_state_hash());
}

TEST_CASE("Bone takes up a drug in proportion to its surface and to the concentration", "[scenario][bone_drug]")
{
    ScenarioChanges changes;
    changes.overlays = {configs / "compounds/zoledronate.toml"};
    changes.settings = {"intervention.z={compound='zoledronate', concentration='1 uM'}"};
    const Scenario scenario = load_scenario(configs / "scenarios/osteoclastogenesis.toml", changes);
    TissueModel model = model_of(scenario);
    model.step();
    const Grid& grid = model.state().tissue.grid;
    const double surface_um2 = grid.nx * grid.ny * grid.spacing.value * grid.spacing.value;  // a flat slice
    const double taken_up = 1e6 * 350.0 * scenario.model.step.value * surface_um2 / grid.voxel_um3();
    CHECK(stored_in(model) == Approx(taken_up).epsilon(1e-5));
}

TEST_CASE("A drug in bone is conserved while osteoclasts free it, on any number of threads", "[scenario][bone_drug]")
{
    const Scenario scenario = bisphosphonate("demo.toml", {infusion});
    const auto run = [&](int threads) {
        ThreadLimit limit(threads);
        return limit.run([&] {
            TissueModel model = model_of(scenario);
            for (int i = 0; i < 48; ++i) model.step();
            return model;
        });
    };
    const TissueModel model = run(1);
    const StoredDrug& drug = model.workspace().stored_drugs.at(0);
    const auto total = [&](Column<double> column) { return model.state().totals[column][0]; };
    CHECK(total(drug.freed) > 1e-3 * total(drug.taken_up));
    CHECK(stored_in(model) + total(drug.freed) + total(drug.lost) == Approx(total(drug.taken_up)).epsilon(1e-6));
    CHECK(run(2).state().hash() == model.state().hash());
}

TEST_CASE("A drug in bone acts on when the blood is free of it", "[scenario][bone_drug]")
{
    const auto resorbed_after_a_day = [](const std::vector<std::string>& given) {
        TissueModel model = model_of(bisphosphonate("demo.toml", given));
        for (int i = 0; i < 24; ++i) model.step();
        const double early = balance(model.state().tissue).resorbed;
        for (int i = 24; i < 96; ++i) model.step();
        return balance(model.state().tissue).resorbed - early;
    };
    CHECK(resorbed_after_a_day({infusion}) < 0.6 * resorbed_after_a_day({}));
    const Scenario scenario = bisphosphonate("demo.toml", {infusion});
    for (const TimeCourse& course : scenario.model.systemic)
        if (course.signal.name == "zoledronate") CHECK(course.level_at(24.0) < 1e-3 * course.level_at(0.0));
}

TEST_CASE("Precursors that no RANKL calls wait at human bone, and make osteoclasts faster when it comes",
          "[scenario][biology]")
{
    // They settle faster than in configs/, so that little bone and a few months tell.
    const auto with_rate = [](const std::string& rate) {
        ScenarioChanges changes;
        changes.settings = {"tissue.synthetic.size=360 um", "solver.coarsening=2", "time.duration=90 d",
                            "intervention.ko={knock_out=['RANKL'], stop='60 d'}",
                            "cell.osteoclast_precursor.behaviour.become_quiescent.max=" + rate};
        return model_of(load_scenario(configs / "scenarios/postmenopausal-human.toml", changes));
    };
    const auto go_on = [](TissueModel& model, int days) {
        for (int step = 0; step < 6 * days; ++step) model.step();
    };
    const auto value = [](const TissueModel& model, const std::string& name) {
        const auto all = observables(model);
        return std::ranges::find(all, name, &Observable::name)->measure(model);
    };
    TissueModel waiting = with_rate("0.2 /d");
    TissueModel passing = with_rate("0 /d");
    for (TissueModel* model : {&waiting, &passing}) go_on(*model, 60);
    CHECK(value(waiting, "osteoclast.count") == 0.0);
    CHECK(value(passing, "osteoclast_precursor.quiescent.count") == 0.0);
    const double waited = value(waiting, "osteoclast_precursor.quiescent.count");
    CHECK(waited > 20.0);
    for (TissueModel* model : {&waiting, &passing}) go_on(*model, 30);
    CHECK(value(waiting, "osteoclast_precursor.quiescent.count") < waited);
    CHECK(value(waiting, "bone.resorbed") > 1.2 * value(passing, "bone.resorbed"));
}

TEST_CASE("Cells are transferred in the state that is asked for, at their time", "[scenario][cell_event]")
{
    const Scenario scenario = scenario_of("demo.toml", {"intervention.none.knock_out=['t_cell']",
                                                        "intervention.given={transfer='Treg', density='20000 /mm3', "
                                                        "start='3 h'}"});
    TissueModel model = model_of(scenario);
    const auto t_cells = [&] { return model.state().populations[index(Cell::t_cell)].size(); };
    for (int i = 0; i < 3; ++i) model.step();
    CHECK(t_cells() == 0);
    model.step();
    const double marrow_mm3 = 0.8 * std::pow(0.2, 3);
    CHECK(static_cast<double>(t_cells()) ==
          Approx(20000.0 * marrow_mm3).epsilon(0.3));  // Poisson, and what finds no room
    const StateGroup& fate = scenario.model.cells[index(Cell::t_cell)].states.at(0);
    const auto state =
        model.state().populations[index(Cell::t_cell)].table[model.workspace().rules[index(Cell::t_cell)].states[0]];
    CHECK(std::ranges::all_of(state, [&](std::uint8_t s) { return fate.states[s] == "Treg"; }));
}

TEST_CASE("A depletion takes its share of the cells, each time", "[scenario][cell_event]")
{
    const auto macrophages_after = [](const std::string& share, int steps) {
        TissueModel model = model_of(scenario_of(
            "demo.toml", {"intervention.d={deplete='macrophage', start='1 h', every='4 h', share='" + share + "'}"}));
        for (int i = 0; i < steps; ++i) model.step();
        return static_cast<double>(model.state().populations[index(Cell::macrophage)].size());
    };
    const double all = macrophages_after("50 %", 1);
    CHECK(macrophages_after("50 %", 2) == Approx(0.5 * all).epsilon(0.3));
    CHECK(macrophages_after("50 %", 6) == Approx(0.25 * all).epsilon(0.4));
    CHECK(macrophages_after("100 %", 2) < 0.05 * all);  // what blood brings in the same step
}
