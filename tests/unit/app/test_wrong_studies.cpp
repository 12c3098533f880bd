#include "app/study/plan_runs.hpp"
#include "app/study/read_study.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

using namespace trabecula;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

const std::string right = R"(title = "A study"
base = "demo.toml"
settings = ["tissue.synthetic.size=200 um", "time.duration=1 d"]
[[factor]]
name = "death"
path = "cell.osteoclast.behaviour.die.base"
levels = ["0.04 /d", "0.08 /d"]
[[factor]]
name = "fast"
path = "cell.osteoclast.density"
levels = ["10 /mm2", "20 /mm2"]
[design]
kind = "grid"
replicates = 2
first_seed = 1
[[response]]
name = "cells"
series = "osteoclast.count"
reduce = "last"
from = "6 h"
until = "1 d"
)";

/// A study file in a folder of its own, beside a scenario that includes the demo.
class StudyFile {
  public:
    explicit StudyFile(const std::string& text)
        : folder_(fs::temp_directory_path() / ("trabecula-study-" + std::to_string(::getpid())))
    {
        fs::create_directories(folder_);
        const fs::path demo = fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml";
        std::ofstream(folder_ / "demo.toml") << "include = [\"" << demo.string() << "\"]\n";
        std::ofstream(path()) << text;
    }
    ~StudyFile() { fs::remove_all(folder_); }
    StudyFile(const StudyFile&) = delete;
    StudyFile& operator=(const StudyFile&) = delete;
    fs::path path() const { return folder_ / "study.toml"; }

  private:
    fs::path folder_;
};

/// What the user reads when a part of the right study is replaced.
std::string complaint(const std::string& part, const std::string& instead)
{
    std::string text = right;
    const auto found = text.find(part);
    REQUIRE(found != std::string::npos);
    const StudyFile file(text.replace(found, part.size(), instead));
    try {
        plan_runs(read_study(file.path()));
    } catch (const InputError& error) {
        return error.what();
    }
    return "nothing was wrong";
}

struct Wrong {
    const char* part;
    const char* instead;
    const char* said;
};

constexpr const char* grid = "kind = \"grid\"";

}  // namespace

TEST_CASE("Each kind of wrong study is refused with place, value, rule and remedy", "[study][errors]")
{
    const Wrong wrong = GENERATE(values<Wrong>({
        {"\"demo.toml\"", "\"dmeo.toml\"", "study.toml:2:8: base = \"dmeo.toml\" is no file"},
        {"base = ", "overlays = [\"icarin.toml\"]\nbase = ",
         "study.toml:2:13: overlays holds \"icarin.toml\" is no file"},
        {"base = ", "bsae = ", "unknown key bsae; did you mean base?"},
        {"title = \"A study\"", "title = 3", "title = 3 is a whole number, not a string"},
        {"\"time.duration=1 d\"", "\"time.duration\"", "holds \"time.duration\", which is not of the form key=value"},
        {"\"time.duration=1 d\"", "\"time.seed=4\"", "time.seed is set by replicates and first_seed"},
        {"\"time.duration=1 d\"", "\"time.duraton=1 d\"",
         "study.toml:3:45: unknown key time.duraton; did you mean duration?"},
        {"osteoclast.behaviour.die.base", "osteoclats.behaviour.die.base",
         "study.toml:6:8: unknown key cell.osteoclats"},
        {"cell.osteoclast.behaviour.die.base", "time.seed", "factor[0].path = \"time.seed\" is set by replicates"},
        {"cell.osteoclast.behaviour.die.base", "time.step=3", "path holds '='"},
        {"cell.osteoclast.behaviour.die.base", "cell..die", "\"cell..die\" is not a key; give names joined by dots"},
        {"cell.osteoclast.density", "cell.osteoclast.behaviour.die.base", "is the path of a factor already"},
        {"cell.osteoclast.density", "title", "makes the same scenario as arm 1 (death = 0.04 /d, fast = 10 /mm2)"},
        {"\"0.08 /d\"", "\"0.08 pM\"",
         "study.toml:7:22: arm 3 (death = 0.08 pM, fast = 10 /mm2) and 1 more: cell.osteoclast.behaviour.die.base = "
         "\"0.08 pM\" is not a rate"},
        {"\"0.08 /d\"", "\"-1 /d\"", "out of range"},
        {"\"0.08 /d\"", "\"0.04 /d\"", "study.toml:7:22: \"0.04 /d\" is a level of death already"},
        {"\"0.08 /d\"", "[1]", "cell.osteoclast.behaviour.die.base = [1] is not a rate"},
        {"\"0.08 /d\"", "{ name = \"a\" }",
         "factor[0].levels holds {name = \"a\"}, which is a table; give a value for the path of the factor"},
        {"levels = [\"0.04 /d\", \"0.08 /d\"]", "levels = []", "study.toml:5:8: the factor death has no levels"},
        {"levels = [\"0.04 /d\", \"0.08 /d\"]", "levels = 3", "levels = 3 is a whole number, not a list"},
        {"name = \"death\"", "name = \"seed\"", "\"seed\" is a column of every table of results"},
        {"name = \"death\"", "name = \"fast\"", "\"fast\" is the name of a factor or response already"},
        {"name = \"death\"", "name = \" \"", "a name is empty"},
        {"name = \"cells\"", "name = \"death\"", "study.toml:17:8: \"death\" is the name of a factor or response"},
        {grid, "kind = \"gird\"", "design.kind = \"gird\" is not known; did you mean grid?"},
        {"levels = [\"0.04 /d\", \"0.08 /d\"]", "range = [\"0.04 /d\", \"0.08 /d\"]\nscale = \"linear\"",
         "study.toml:5:8: the factor death has a range, which only designs that sample can use; give a list of levels"},
        {"levels = [\"0.04 /d\", \"0.08 /d\"]", "range = [\"0.08 /d\", \"0.04 /d\"]\nscale = \"linear\"",
         "factor[0].range is not two quantities in one unit, the lower first"},
        {"levels = [\"0.04 /d\", \"0.08 /d\"]", "range = [\"0.04 /h\", \"0.08 /d\"]\nscale = \"linear\"",
         "is not two quantities in one unit"},
        {"levels = [\"0.04 /d\", \"0.08 /d\"]", "range = [\"0 /d\", \"0.08 /d\"]\nscale = \"log\"",
         "factor[0].range begins at 0 or below, where a scale = \"log\" has no value"},
        {"levels = [\"0.04 /d\"", "base = \"0.02 /d\"\nlevels = [\"0.04 /d\"",
         "the factor death has a base, which is for one_at_a_time and pairs; leave it out"},
        {"path = \"cell.osteoclast.behaviour.die.base\"\n", "", "is a string; give the factor a path, or tables like"},
        {grid, "kind = \"morris\"\ntrajectories = 2\ngrid_levels = 5\ndesign_seed = 1",
         "design.grid_levels = 5 is odd; take an even number, like 4"},
        {grid, "kind = \"morris\"\ntrajectories = 90000\ngrid_levels = 4\ndesign_seed = 1",
         "design makes 270000 points, more than 100000"},
        {grid, "kind = \"grid\"\nsamples = 4", "unknown key design.samples"},
        {"[[response]]", "[[analysis]]\nkind = \"sensitivity\"\nresponses = [\"cels\"]\n[[response]]",
         "analysis[0].responses names \"cels\", which the study does not have; did you mean cells?"},
        {"[[response]]", "[[analysis]]\nkind = \"sensitivity\"\nresponses = [\"cells\"]\n[[response]]",
         "\"sensitivity\" does not fit a design of kind grid"},
        {"[[response]]", "[[analysis]]\nkind = \"synergy\"\nresponses = [\"cells\"]\n[[response]]",
         "\"synergy\" does not fit a design of kind grid; take pairs"},
        {"[[response]]",
         "[[analysis]]\nkind = \"dose_response\"\ndoses = [\"death\"]\nresponses = [\"cells\"]\n[[response]]",
         "study.toml:5:8: the factor death has no dose of 0, to which an effect is compared"},
        {grid, "kind = \"grid\"\nrows = []", "design.rows belong to kind = \"list\""},
        {grid, "kind = \"list\"\nrows = [[\"0.1 /d\", \"1 /mm2\"]]",
         "study.toml:7:11: the factor death has levels, but the rows of [design] give the values"},
        {grid, "kind = \"list\"\nrows = []", "design.rows is empty"},
        {"replicates = 2", "replicates = 0", "replicates = 0 is out of range: it must lie between 1 and 10000"},
        {"replicates = 2\n", "", "design.replicates is missing; it has no default"},
        {"first_seed = 1", "first_seed = -1", "first_seed = -1 is out of range"},
        {"osteoclast.count", "osteoclats.count",
         "study.toml:18:10: \"osteoclats.count\" is no time series of a run; did you mean osteoclast.count?"},
        {"reduce = \"last\"", "reduce = \"median\"", "response[0].reduce = \"median\" is not known"},
        {"reduce = \"last\"", "reduce = \"time_to\"",
         "response[0].threshold is missing; say what the series is to reach"},
        {"reduce = \"last\"", "reduce = \"last\"\nthreshold = 3", "threshold belongs to reduce = \"time_to\""},
        {"reduce = \"last\"", "reduce = \"time_to\"\nthreshold = \"3 pM\"",
         "threshold = \"3 pM\" of the response cells cannot be compared with osteoclast.count, whose unit is 1"},
        {"series = \"osteoclast.count\"\nreduce = \"last\"\nfrom = \"6 h\"\nuntil = \"1 d\"", "measure = \"Tb.Thh\"",
         "response[0].measure = \"Tb.Thh\" is no measure of the morphometry; did you mean Tb.Th?"},
        {"from = \"6 h\"", "target = 3\nfrom = \"6 h\"",
         "response[0].spread is missing; give the SD, or half of the range"},
        {"from = \"6 h\"", "target = 3\nspread = 1\nrole = \"fit\"\nsource = \"x\"\nfrom = \"6 h\"",
         "response[0].role = \"fit\" is not known; there are fitted, prediction"},
        {"from = \"6 h\"", "target = 3\nspread = 1\nrole = \"fitted\"\nfrom = \"6 h\"",
         "response[0] has numbers without a source"},
        {"from = \"6 h\"", "role = \"fitted\"\nfrom = \"6 h\"",
         "response[0].target is missing; give the published value"},
        {"from = \"6 h\"", "target = \"3 /d\"\nspread = 1\nrole = \"fitted\"\nsource = \"x\"\nfrom = \"6 h\"",
         "study.toml:20:10: target = \"3 /d\" of the response cells cannot be compared with it; its unit is 1"},
        {"from = \"6 h\"", "target = 3\nspread = 0\nrole = \"fitted\"\nsource = \"x\"\nfrom = \"6 h\"",
         "spread = \"0\" of the response cells is not above 0"},
        {"from = \"6 h\"", "target = 3\nspread = 1\nrole = \"prediction\"\nsource = \"x\"\nfrom = \"6 h\"",
         "every target is a prediction, so that no misfit ranks the arms"},
        {"until = \"1 d\"", "until = \"3 d\"", "until = 72 h of the response cells is past the end of the run at 24 h"},
        {"until = \"1 d\"", "until = \"3 h\"", "until = 3 h is before from = 6 h; swap them"},
        {"until = \"1 d\"", "until = \"3 pM\"", "is not a time"},
        {"from = \"6 h\"\nuntil = \"1 d\"", "from = \"7 h\"\nuntil = \"8 h\"",
         "holds 0 observations and last needs 1; make it longer, or observe more often (output.series = 6 h)"},
        {"reduce = \"last\"\nfrom = \"6 h\"", "reduce = \"slope\"\nfrom = \"20 h\"",
         "holds 1 observations and slope needs 2"},
    }));
    CAPTURE(wrong.part, wrong.instead);
    const std::string said = complaint(wrong.part, wrong.instead);
    CAPTURE(said);
    CHECK(said.find(wrong.said) != std::string::npos);
}

TEST_CASE("A study without factors, or without responses, is refused", "[study][errors]")
{
    const std::string factors =
        right.substr(right.find("[[factor]]"), right.find("[design]") - right.find("[[factor]]"));
    CHECK(complaint(factors, "").find("the study has no factor; add [[factor]]") != std::string::npos);
    CHECK(complaint(right.substr(right.find("[[response]]")), "").find("the study has no response") !=
          std::string::npos);
}

TEST_CASE("Rows of a list are refused when they have another length, or come twice", "[study][errors]")
{
    std::string text = right;
    for (const char* levels : {"levels = [\"0.04 /d\", \"0.08 /d\"]\n", "levels = [\"10 /mm2\", \"20 /mm2\"]\n"})
        text.erase(text.find(levels), std::string(levels).size());
    const auto said = [&](const std::string& rows) -> std::string {
        std::string changed = text;
        const StudyFile file(
            changed.replace(changed.find(grid), std::string(grid).size(), "kind = \"list\"\nrows = " + rows));
        try {
            return std::to_string(plan_runs(read_study(file.path())).runs.size()) + " runs";
        } catch (const InputError& error) {
            return error.what();
        }
    };
    CHECK(said(R"([["0.04 /d", "10 /mm2"], ["0.08 /d", "20 /mm2"]])") == "4 runs");
    CHECK(said(R"([["0.04 /d"]])").find("is not a list of 2 values") != std::string::npos);
    CHECK(said(R"(["0.04 /d"])").find("is not a list of 2 values") != std::string::npos);
    CHECK(said(R"([["0.04 /d", "10 /mm2"], ["0.04 /d", "10 /mm2"]])")
              .find("\"death = 0.04 /d, fast = 10 /mm2\" is a row already") != std::string::npos);
    CHECK(said(R"([["0.04 /d", "10 pM"]])").find("is not a number per area") != std::string::npos);
}

TEST_CASE("All problems of a study come at once", "[study][errors]")
{
    std::string text = right;
    text.replace(text.find("\"0.04 /d\", "), 11, "\"0.04 pM\", ");
    text.replace(text.find("osteoclast.count"), 16, "osteoclats.count");
    const StudyFile file(text);
    try {
        plan_runs(read_study(file.path()));
        FAIL("nothing was wrong");
    } catch (const InputError& error) {
        CHECK(error.problems().size() == 2);
    }
}

TEST_CASE("A grid goes through all combinations, with the same seeds in every arm", "[study]")
{
    const StudyFile file(right);
    const Study study = read_study(file.path());
    REQUIRE(study.arms.size() == 4);
    CHECK(describe(study, study.arms[1]) == "death = 0.04 /d, fast = 20 /mm2");
    CHECK(describe(study, study.arms[2]) == "death = 0.08 /d, fast = 10 /mm2");
    const Plan plan = plan_runs(study);
    REQUIRE(plan.runs.size() == 8);
    for (std::size_t i = 0; i < plan.runs.size(); ++i) {
        CHECK(plan.runs[i].arm == i / 2);
        CHECK(plan.runs[i].seed == 1 + static_cast<std::int64_t>(i % 2));
        for (std::size_t j = 0; j < i; ++j) CHECK(plan.runs[i].key != plan.runs[j].key);
    }
    REQUIRE(plan.responses.size() == 1);
    CHECK(plan.responses.front().unit == "1");
}

TEST_CASE("A key belongs to scenario and seed alone, so that a longer study finds its runs", "[study]")
{
    const StudyFile file(right);
    const Plan before = plan_runs(read_study(file.path()));
    std::string more = right;
    more.replace(more.find("[\"0.04 /d\", \"0.08 /d\"]"), 22, "[\"0.01 /d\", \"0.08 /d\", \"0.04 /d\"]");
    more.replace(more.find("replicates = 2"), 14, "replicates = 3");
    more.replace(more.find("reduce = \"last\""), 15, "reduce = \"max\"");
    const StudyFile longer(more);
    const Plan after = plan_runs(read_study(longer.path()));
    CHECK(after.runs.size() == 18);
    for (const PlannedRun& run : before.runs) CHECK(std::ranges::count(after.runs, run.key, &PlannedRun::key) == 1);
}

TEST_CASE("A list may lie in a table, whose columns are the factors in any order", "[study]")
{
    std::string text = right;
    for (const std::string levels : {"levels = [\"0.04 /d\", \"0.08 /d\"]\n", "levels = [\"10 /mm2\", \"20 /mm2\"]\n"})
        text.erase(text.find(levels), levels.size());
    text.replace(text.find("kind = \"grid\""), 13, "kind = \"list\"\ntable = \"arms.csv\"");
    const StudyFile file(text);
    const fs::path table = file.path().parent_path() / "arms.csv";
    const auto studied = [&](const std::string& rows) {
        std::ofstream(table) << rows;
        return read_study(file.path());
    };
    const Study study =
        studied("\xEF\xBB\xBF# from a spreadsheet\nfast, death\n10 /mm2, \"0.04 /d\"\n\n20 /mm2,0.08 /d\r\n");
    REQUIRE(study.arms.size() == 2);
    CHECK(study.arms[1][0].shown == "0.08 /d");
    CHECK(study.arms[1][1].shown == "20 /mm2");
    CHECK(plan_runs(study).runs.size() == 4);

    CHECK_THROWS_WITH(studied("fast,deth\n1,2\n"),
                      Contains("arms.csv:1:6: column deth is no factor; did you mean death?") &&
                          Contains("there is no column death"));
    CHECK_THROWS_WITH(studied("death,fast\n0.04 /d\n"), Contains("arms.csv:2:1: this line has 1 fields"));
    CHECK_THROWS_WITH(studied("death,fast\n0.04 /d,\n"), Contains("arms.csv:2:9: fast has no value"));
    CHECK_THROWS_WITH(plan_runs(studied("death,fast\n0.04 /d,9 pM\n")), Contains("arms.csv:2:9"));
    CHECK_THROWS_WITH(studied("death,fast\n"), Contains("holds no row"));
    fs::remove(table);
    CHECK_THROWS_WITH(read_study(file.path()), Contains("arms.csv: cannot be read"));
}

TEST_CASE("Every study in configs/ is right", "[study][config]")
{
    for (const auto& entry : fs::directory_iterator(fs::path(TRABECULA_SOURCE_DIR) / "configs/studies")) {
        CAPTURE(entry.path());
        Study study = read_study(entry.path());
        std::set<std::string> seen;  // arms without a level that is new say nothing more, and take long to load
        std::erase_if(study.arms, [&](const Arm& arm) {
            bool is_new = false;
            for (std::size_t f = 0; f < arm.size(); ++f)
                is_new |= seen.insert(study.factors[f].name.text + arm[f].shown).second;
            return !is_new;
        });
        CHECK(plan_runs(study).runs.size() == study.arms.size() * static_cast<std::size_t>(study.replicates));
    }
}
