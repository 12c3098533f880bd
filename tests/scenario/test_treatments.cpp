#include "app/attribution/run_attribution.hpp"
#include "app/run/paired_effect.hpp"
#include "app/run/untreated_twin.hpp"

#include "output/run_reader.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

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
    CHECK_THAT(effect, Contains("\nberberine,pM,0,0,,0,"));
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
