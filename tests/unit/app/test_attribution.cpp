#include "app/attribution/attribution_report.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace trabecula;
using Catch::Contains;

namespace {

const std::filesystem::path configs = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs";

AttributionQuestion matrine()
{
    AttributionQuestion question;
    question.scenario = configs / "scenarios/demo.toml";
    question.changes.overlays = {configs / "compounds/matrine.toml"};
    question.changes.settings = {"intervention.m={compound='matrine', concentration='nominal'}"};
    question.compound = "matrine";
    question.replicates = 3;
    return question;
}

std::string refusal_of(const AttributionQuestion& question)
{
    try {
        plan_attribution(question);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

/// Two lines, and the values with three seeds where both are on, none is, the second alone, and the first alone.
struct TwoLines {
    AttributionPlan plan;
    ArmResponses runs;

    explicit TwoLines(const std::vector<double>& means)
    {
        plan.question = matrine();
        plan.responses.resize(1);
        plan.units = {"1"};
        plan.treated = 0;
        plan.untreated = 1;
        plan.parts = {{SwitchedPart::Of::line, "first", 1, false, 2, 3},
                      {SwitchedPart::Of::line, "second", 1, true, 3, 2}};
        plan.arms.resize(means.size());
        for (const double mean : means)
            runs.push_back({{1, {mean - 1.0}}, {2, {mean}}, {3, {mean + 1.0}}});  // all arms share what a seed does
    }
};

}  // namespace

TEST_CASE("Each target line and each cell type is switched off, and on alone, in arms that are all different",
          "[attribution]")
{
    const AttributionPlan plan = plan_attribution(matrine());
    const std::size_t lines = std::ranges::count(plan.parts, SwitchedPart::Of::line, &SwitchedPart::of);
    REQUIRE(lines > 2);
    std::set<std::string> hashes;
    for (const AttributionArm& arm : plan.arms) hashes.insert(arm.hash);
    CHECK(hashes.size() == plan.arms.size());
    for (const SwitchedPart& part : plan.parts) {
        CHECK(plan.arms[part.off].off.size() == part.lines);
        CHECK(plan.arms[part.alone].off.size() == lines - part.lines);
    }
    CHECK(plan.arms[plan.untreated].off.size() == lines);
}

TEST_CASE("Lines that add up have their parts of the effect, exactly where seeds differ by the same", "[attribution]")
{
    const TwoLines lines({140.0, 100.0, 110.0, 130.0});
    const Attribution result = attribute(lines.plan, lines.runs, 0);
    CHECK(result.effect.mean == Approx(40.0));
    CHECK(result.effect.low == Approx(40.0));
    CHECK(result.parts[0].lost.mean == Approx(30.0));
    CHECK(result.parts[0].alone.mean == Approx(30.0));
    CHECK(result.parts[0].share.value().mean == Approx(0.75));
    CHECK(result.parts[1].share.value().mean == Approx(0.25));
}

TEST_CASE("Of two lines of which either would do, or both are needed, each has half", "[attribution]")
{
    const double each_alone = GENERATE(140.0, 100.0);
    const TwoLines lines({140.0, 100.0, each_alone, each_alone});
    const Attribution result = attribute(lines.plan, lines.runs, 0);
    CHECK(result.parts[0].lost.mean == Approx(140.0 - each_alone));
    CHECK(result.parts[0].share.value().mean == Approx(0.5));
}

TEST_CASE("No share is told of an effect that may be none", "[attribution]")
{
    TwoLines lines({100.0, 100.0, 100.0, 100.0});
    lines.runs[0][1][0] = 103.0;
    CHECK_FALSE(attribute(lines.plan, lines.runs, 0).parts[0].share.has_value());
}

TEST_CASE("The report tells residual lines apart, in table, CSV and JSON", "[attribution]")
{
    const TwoLines lines({140.0, 100.0, 110.0, 130.0});
    const std::vector<Attribution> results{attribute(lines.plan, lines.runs, 0)};
    const AttributionReport report{lines.plan, results};
    const std::string table = as_table(report);
    CHECK(table.find("first") < table.find("residual lines"));
    CHECK(table.find("second") > table.find("residual lines"));
    CHECK_THAT(table, Contains("75 % (75 to 75)"));
    CHECK_THAT(as_csv(report), Contains(",line,first,30,30,30,30,30,30,0.75,0.75,0.75\n"));
    CHECK_THAT(as_json(report), Contains("\"of\": \"residual\""));
}

TEST_CASE("Wrong questions of attribution are refused with a remedy", "[attribution][wrong]")
{
    AttributionQuestion question = matrine();
    question.readouts = {"BV/TV", "osteoclast.cuont"};
    CHECK_THAT(refusal_of(question), Contains("--readout: \"osteoclast.cuont\"") && Contains("osteoclast.count?"));
    question = matrine();
    question.compound = "matrin";
    CHECK_THAT(refusal_of(question), Contains("did you mean matrine?"));
    question = matrine();
    question.changes.settings.clear();
    CHECK_THAT(refusal_of(question), Contains("does not give it"));
    question = matrine();
    question.from = Hours{1e5};
    CHECK_THAT(refusal_of(question), Contains("--from 100000 h is not before the end of the run at 672 h"));
}
