#include "app/run/branch_note.hpp"
#include "app/run/check_branch.hpp"
#include "app/run/run_scenario.hpp"

#include "output/pack.hpp"
#include "output/run_reader.hpp"
#include "output/verify.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

using Settings = std::vector<std::string>;

const fs::path scenarios = fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios";

/// The demo in a cube of 200 um, which is saved every 8 h.
Scenario tiny(const std::string& file, const Settings& more = {}, const std::vector<fs::path>& overlays = {})
{
    Settings settings{"tissue.synthetic.size=200 um", "time.duration=24 h",
                      "output.frames=12 h",           "output.series=6 h",
                      "output.checkpoints=8 h",       "output.keep_checkpoints=9"};
    settings.insert(settings.end(), more.begin(), more.end());
    ScenarioChanges changes;
    changes.settings = std::move(settings);
    changes.overlays = overlays;
    return load_scenario(scenarios / file, changes);
}

/// A folder with the run of the tiny demo in it.
struct Parent {
    fs::path folder = fs::temp_directory_path() / ("trabecula-branch-" + std::to_string(::getpid()));
    fs::path run = folder / "whole";
    Parent()
    {
        fs::remove_all(folder);
        run_scenario(tiny("demo.toml"), into("whole"));
    }
    ~Parent() { fs::remove_all(folder); }

    RunOptions into(const std::string& name) const { return {folder / name, Start::fresh, Talk::quiet, false, "test"}; }

    /// Runs a scenario from the state at a time.
    void branch(const std::string& name, const Scenario& scenario, double at_h, const std::string& from = "whole",
                Start start = Start::fresh) const
    {
        RunOptions options = into(name);
        options.start = start;
        options.branch = find_branch_point(folder / from, Hours{at_h});
        check_branch(*options.branch, scenario);
        run_scenario(scenario, options);
    }
    std::string hash_of(const std::string& name) const
    {
        const VerifyReport report = verify_run(folder / name);
        CHECK(report.problems == std::vector<std::string>{});
        CHECK(report.ended);
        return report.state_hash;
    }
    std::string series_of(const std::string& name) const
    {
        std::ifstream stream(folder / name / "time_series.csv");
        return {std::istreambuf_iterator<char>(stream), {}};
    }
};

/// As if the run was killed after its checkpoint of a step.
void cut_after(const fs::path& run, const std::string& checkpoint)
{
    for (const auto& entry : fs::directory_iterator(run / "checkpoints"))
        if (entry.path().filename() > checkpoint) fs::remove(entry.path());
    fs::remove(run / "run.vtkhdf");
}

}  // namespace

TEST_CASE("A branch of the same scenario ends in the bits that the run went on to, also when killed",
          "[scenario][branch]")
{
    const Parent parent;
    const std::string whole = parent.hash_of("whole");
    parent.branch("same", tiny("demo.toml"), 8.0);
    CHECK(parent.hash_of("same") == whole);
    CHECK(parent.series_of("same") == parent.series_of("whole"));
    CHECK(RunReader(parent.folder / "same").frame_times_h() == std::vector<double>{8.0, 12.0, 24.0});

    pack_run(parent.run, parent.folder / "whole.h5", WithCheckpoints::yes);
    CHECK(verify_run(parent.folder / "whole.h5").checkpoints == 3);
    parent.branch("unpacked", tiny("demo.toml"), 8.0, "whole.h5");
    CHECK(parent.hash_of("unpacked") == whole);

    fs::remove_all(parent.run);
    cut_after(parent.folder / "same", "0000000016.h5");
    RunOptions resumed = parent.into("same");
    resumed.start = Start::resume;
    run_scenario(tiny("demo.toml"), resumed);
    CHECK(parent.hash_of("same") == whole);
    CHECK(verify_run(parent.folder / "same").branch->time_h == 8.0);
}

TEST_CASE("Treatments and seeds part from one saved state, which their files name", "[scenario][branch]")
{
    const Parent parent;
    parent.branch("treated", tiny("demo-berberine.toml"), 16.0);
    parent.branch("reseeded", tiny("demo.toml", {"time.seed=2"}), 16.0);
    CHECK(parent.hash_of("treated") != parent.hash_of("whole"));
    CHECK(parent.hash_of("reseeded") != parent.hash_of("whole"));
    for (const char* name : {"treated", "reseeded"}) {
        const auto origin = RunReader(parent.folder / name).branch();
        REQUIRE(origin);
        CHECK(origin->time_h == 16.0);
        CHECK(origin->seed == 1);
        CHECK(origin->scenario_hash == tiny("demo.toml").hash);
    }
    pack_run(parent.folder / "treated", parent.folder / "treated.h5");
    CHECK(RunReader(parent.folder / "treated.h5").branch() == RunReader(parent.folder / "treated").branch());
    CHECK_THROWS_WITH(parent.branch("treated", tiny("demo-berberine.toml"), 8.0, "whole", Start::resume),
                      Catch::Contains("began at 16 h of") && Catch::Contains("not at 8 h of"));
    cut_after(parent.folder / "treated", "");
    RunOptions without = parent.into("treated");
    without.start = Start::resume;
    CHECK_THROWS_WITH(run_scenario(tiny("demo-berberine.toml"), without), Catch::Contains("this one begins at time 0"));
}

TEST_CASE("A folder says where a branch is to begin until the branch has saved that state", "[scenario][branch]")
{
    const Parent parent;
    const fs::path folder = parent.folder / "noted";
    fs::create_directory(folder);
    CHECK(!read_branch_note(folder));
    write_branch_note(folder, {fs::relative(parent.run), Hours{8.0}});
    CHECK(read_branch_note(folder)->run == parent.run);
    CHECK(read_branch_note(folder)->at.value == 8.0);
    parent.branch("noted", tiny("demo.toml"), 8.0);  // the note is no run that stands in the way
    CHECK(!read_branch_note(folder));
    CHECK(parent.hash_of("noted") == parent.hash_of("whole"));
    std::ofstream(folder / branch_note_file) << "{";
    CHECK_THROWS_WITH(read_branch_note(folder), Catch::Contains("give --from and --at again"));
}

TEST_CASE("What a scenario has beyond the saved state begins as at time 0, and may be left out again",
          "[scenario][branch]")
{
    const Parent parent;
    const auto begun = [&](const fs::path& run, const Scenario& scenario) {
        TissueModel model(scenario.model, make_tissue(scenario));
        Recorder recorder(model);
        const BranchPoint point = find_branch_point(run, std::nullopt);
        check_branch(point, scenario);
        const Begun result = begin_at(point, scenario, model, recorder);
        CHECK(recorder.series().time_h.back() == point.moment.time_h);
        model.step();
        return result.notes;
    };
    const Settings more{
        "time.duration=28 h", "intervention.anti_ifng.start=20 h",
        "cell.t_cell.states.fate_2={of=['a', 'b'], starts={a=0.5, b=0.5}, source='assumed: for a test'}",
        "cell.t_cell.node.extra={initial=0.3, relaxation='1 h', activators=[{signal='TNF', half='1 pM', hill=1}], "
        "source='assumed: for a test'}"};
    CHECK(begun(parent.run, tiny("example-ifn-gamma.toml", more)) ==
          std::vector<std::string>{
              "not in the saved state, and as at time 0: fields.IFNG_total, t_cell.fate_2, t_cell.extra",
              "began before the saved state by its schedule, and acts from now on: anti_ifng"});
    parent.branch("more", tiny("example-ifn-gamma.toml", more), 24.0);
    CHECK(begun(parent.folder / "more", tiny("demo.toml", {"time.duration=48 h"})) ==
          std::vector<std::string>{"in the saved state, but not in this scenario, and left out: fields.IFNG_total, "
                                   "t_cell.extra, t_cell.fate_2"});
}

TEST_CASE("A branch may begin a drug that bone stores, and a transfer that is past does not happen",
          "[scenario][branch]")
{
    const Parent parent;
    const Scenario treated = tiny("demo.toml",
                                  {"intervention.drug={compound='zoledronate', concentration='1 uM'}",
                                   "intervention.given={transfer='Treg', density='100 /mm3', start='2 h'}"},
                                  {scenarios / "../compounds/zoledronate.toml"});
    TissueModel model(treated.model, make_tissue(treated));
    Recorder recorder(model);
    const BranchPoint point = find_branch_point(parent.run, Hours{8.0});
    check_branch(point, treated);
    const std::vector<std::string> notes = begin_at(point, treated, model, recorder).notes;
    CHECK_THAT(notes, Catch::VectorContains(std::string("was due before the saved state, and does not happen: given; "
                                                        "give it a later start")));
    CHECK_THAT(notes, Catch::VectorContains(std::string("began before the saved state by its schedule, and acts from "
                                                        "now on: drug")));
    const StoredDrug& drug = model.workspace().stored_drugs.front();
    const auto taken_up = [&] { return model.state().totals[drug.taken_up][0]; };
    CHECK(taken_up() == 0.0);
    model.step();
    CHECK(taken_up() > 0.0);
}

TEST_CASE("What a saved state cannot carry is refused with both values and the reason", "[scenario][branch]")
{
    const Parent parent;
    const auto wrong = [&](const Settings& settings) {
        try {
            parent.branch("none", tiny("demo.toml", settings), 8.0);
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string("nothing");
    };
    for (const auto& [setting, message] : std::vector<std::pair<std::string, std::string>>{
             {"time.step=2 h", "time.step is \"2 h\" here, and \"1 h\" in"},
             {"tissue.synthetic.seed=4", "tissue.synthetic.seed is 4 here, and 3 in"},
             {"solver.coarsening=1", "solver.coarsening is 1 here, and"},
             {"cell.t_cell.density=1 /mm3", "it holds at time 0 only, and the cells are in the saved state"},
             {"cell.b_cell.weight=9", "the agents of the saved state stand for so many cells"},
             {"fields.TNF.initial=2 pM", "fields.TNF.initial is \"2 pM\" here, and not given in"},
             {"output.label_interval=1 d", "the last label is in the saved state"},
             {"time.duration=8 h", "time.duration = \"8 h\" counts from time 0"},
             {"intervention.no.knock_out=['t_cell']", "knocks out t_cell, but the saved state of"},
             {"intervention.no.knock_out=['naive']", "knocks out naive, but the saved state of"}}) {
        CAPTURE(setting);
        CHECK_THAT(wrong({setting}), Catch::Contains(message));
    }
    CHECK_THAT(wrong({"time.step=2 h", "tissue.synthetic.bv_tv=30 %"}),
               Catch::Contains("bv_tv") && Catch::Contains("time.step"));
    CHECK(!fs::exists(parent.folder / "none"));
    CHECK_THROWS_WITH(find_branch_point(parent.run, Hours{12.0}),
                      Catch::Contains("no saved state at --at \"12 h\"; the nearest of 3 is at 8 h, 16 h") &&
                          Catch::Contains("output.keep_checkpoints"));
    CHECK_THROWS_AS(find_branch_point(parent.folder, std::nullopt), InputError);
}
