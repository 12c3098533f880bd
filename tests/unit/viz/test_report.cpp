#include "small_run.hpp"

#include "viz/report/arms.hpp"
#include "viz/report/html.hpp"
#include "viz/report/numbers.hpp"
#include "viz/report/page_parts.hpp"
#include "viz/report/scene_data.hpp"
#include "viz/report/svg_chart.hpp"
#include "viz/report/tables.hpp"
#include "viz/report/write_report.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace trabecula;

namespace {

const ReportOrigin origin{"trabecula 0 (test)", "trabecula report"};

RunIdentity identity_of(const std::string& scenario, std::uint64_t seed, const std::string& title = "a small run")
{
    RunIdentity identity = test::small_identity();
    identity.resolved_scenario =
        "title = \"" + title + "\"\n" + scenario + "[time]\nseed = " + std::to_string(seed) + "\n";
    identity.title = title;
    identity.seed = seed;
    return identity;
}

bool holds(const std::string& page, const std::string& words)
{
    return page.find(words) != std::string::npos;
}

/// As the script of the page reads it.
std::vector<std::uint8_t> unpacked(const std::vector<unsigned char>& bytes)
{
    std::vector<std::uint8_t> values;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool repeats = bytes[i] == 0 || bytes[i] == 255;
        values.insert(values.end(), repeats ? bytes.at(i + 1) : 1, bytes[i]);
        if (repeats) ++i;
    }
    return values;
}

}  // namespace

TEST_CASE("Words of a scenario cannot break out of the page", "[report]")
{
    const std::string evil = "<script>alert('x')</script>&<b>";
    RunIdentity identity = test::small_identity();
    identity.title = evil;
    identity.command_line = evil;
    identity.resolved_scenario = "[bone]\nkey = \"</script><i>\"\nsource = \"a < b & </td>\"\n";
    identity.cell_types.front().name = "<i>cell\"</i>";
    const test::SmallRun run(identity);
    const std::string page = report_of({run.folder()}, origin);
    CHECK_FALSE(holds(page, "<script>alert"));
    CHECK_FALSE(holds(page, "</script><i>"));
    CHECK_FALSE(holds(page, "</td>\"\n"));
    CHECK_FALSE(holds(page, "<i>cell"));
    CHECK(holds(page, "&lt;script&gt;alert"));
    CHECK(holds(page, "a &lt; b &amp; &lt;/td&gt;"));
}

TEST_CASE("The page of a run needs no other file, and says that the run has not ended", "[report]")
{
    const test::SmallRun run;
    const std::string page = report_of({run.folder()}, origin);
    CHECK(holds(page, "has not ended: it stands at 2.5 d"));
    for (const std::string fetched : {"<script src", "<link rel=\"stylesheet\"", "<img src=\"http", "@import"})
        CHECK_FALSE(holds(page, fetched));
    for (const std::string section : {"summary", "scene", "pictures", "series", "histomorphometry", "morphometry",
                                      "interventions", "parameters", "provenance"})
        CHECK(holds(page, "<section id=\"" + section + "\">"));
    CHECK_FALSE(holds(page, "<section id=\"differences\">"));
    CHECK(holds(page, "class=\"frame\"") == !page_parts::three.empty());
}

TEST_CASE("A run without a frame has a page too", "[report]")
{
    const test::SmallRun run(test::small_identity(), test::Frames::none);
    const std::string page = report_of({run.folder()}, origin);
    CHECK(holds(page, "There is no frame yet to measure."));
    CHECK(holds(page, "Nothing was recorded over time."));
}

TEST_CASE("Runs that differ in their seed alone are replicates, and others are compared", "[report]")
{
    const std::string dosed = "[intervention.x]\ncompound = \"icariin\"\n";
    const test::SmallRun one(identity_of("", 1), test::Frames::two, 0.001);
    const test::SmallRun two(identity_of("", 2), test::Frames::two, 0.003);
    const test::SmallRun treated(identity_of(dosed, 1), test::Frames::two);
    const Comparison comparison = read_comparison({one.folder(), treated.folder(), two.folder()});
    REQUIRE(comparison.arms.size() == 2);
    REQUIRE(comparison.arms[0].runs.size() == 2);
    REQUIRE(comparison.differences.size() == 1);
    CHECK(comparison.differences[0].path == "intervention.x");
    CHECK(comparison.differences[0].values == std::vector<std::string>{"–", "{compound = \"icariin\"}"});
    CHECK(holds(comparison.arms[1].name, "intervention.x"));  // the titles are the same

    const auto spread = spread_of(comparison.arms[0], "BV/TV");
    REQUIRE(spread.has_value());
    CHECK(spread->mean.back() == Approx(0.08));  // 0.14 and 0.02
    CHECK(spread->sd.back() == Approx(0.12 / std::sqrt(2)));
    CHECK_FALSE(spread_of(comparison.arms[0], "none").has_value());

    // Of 20 % at the end, against 14 % of the run of equal seed.
    CHECK(holds(summary_of(comparison).code, "difference from the first: +6"));
}

TEST_CASE("Runs of one scenario and seed that begin in other states are compared", "[report]")
{
    RunIdentity goes_on = identity_of("", 1);
    goes_on.branch = BranchOrigin{"treated", "hash", 1, 48.0, "state of the treated"};
    RunIdentity from_control = goes_on;
    from_control.branch->run = "control";
    from_control.branch->state_hash = "state of the control";
    const test::SmallRun washed_out(goes_on);
    const test::SmallRun control(from_control);
    const Comparison comparison = read_comparison({washed_out.folder(), control.folder()});
    REQUIRE(comparison.arms.size() == 2);
    CHECK(holds(comparison.arms[0].name, "begun at 2 d of treated"));
    CHECK(holds(comparison.arms[1].name, "begun at 2 d of control"));
}

TEST_CASE("Titles name scenarios where they differ", "[report]")
{
    const test::SmallRun control(identity_of("", 1, "control"));
    const test::SmallRun treated(identity_of("[intervention.x]\nknock_out = [\"TNF\"]\n", 1, "treated"));
    const Comparison comparison = read_comparison({control.folder(), treated.folder()});
    REQUIRE(comparison.arms.size() == 2);
    CHECK(comparison.arms[1].name == "treated");
}

TEST_CASE("What is no run, and a run that is given twice, are refused", "[report]")
{
    const test::SmallRun run;
    CHECK_THROWS_WITH(read_comparison({run.folder(), run.folder()}), Catch::Contains("which is one run; give it once"));
    try {
        read_comparison({run.folder(), run.folder() / "frames", run.folder() / "time_series.csv"});
        FAIL("it was taken");
    } catch (const InputError& error) {
        CHECK(error.problems().size() == 2);
    }
}

TEST_CASE("Bone is packed without loss, and made coarser without loss of volume", "[report]")
{
    std::vector<std::uint8_t> values(300, 255);
    values.insert(values.end(), 700, 0);
    values.insert(values.end(), {1, 2, 2, 254, 0, 255});
    const auto bytes = packed_bone(values);
    CHECK(bytes.size() < 30);
    CHECK(unpacked(bytes) == values);

    const BoneImage bone = test::rod();
    const auto volume = [](const CoarseBone& coarse) {
        return std::accumulate(coarse.values.begin(), coarse.values.end(), 0.0) * coarse.grid.voxel_um3();
    };
    const CoarseBone coarse = coarse_bone(bone, 3);
    CHECK(coarse.grid == Grid{8, 8, 8, {30.0}});
    CHECK(volume(coarse) == Approx(volume(coarse_bone(bone, 1))).epsilon(0.01));
}

TEST_CASE("Bytes become base64", "[report]")
{
    const auto encoded = [](const std::string& words) {
        return base64(std::vector<unsigned char>(words.begin(), words.end()));
    };
    CHECK(encoded("") == "");
    CHECK(encoded("f") == "Zg==");
    CHECK(encoded("fo") == "Zm8=");
    CHECK(encoded("foo") == "Zm9v");
    CHECK(base64({255, 254, 253, 0}) == "//79AA==");
}

TEST_CASE("A chart interrupts its line where there is no number, and its band where there is no SD", "[report]")
{
    const Html chart = svg_chart({"time", "d"}, {"RANKL", "pM"}, "mean",
                                 {{"one", {0, 0, 0}, {0, 1, 2, 3, 4}, {1, 2, NAN, 4, 5}, {0.1, 0.1, NAN, NAN, NAN}}});
    const std::size_t begin = chart.code.find("class=\"line\"");
    const std::string line = chart.code.substr(begin, chart.code.find("/>", begin) - begin);
    CHECK(std::ranges::count(line, 'M') == 2);
    CHECK(std::ranges::count(line, 'L') == 2);
    const std::size_t band = chart.code.find("class=\"band\"");
    REQUIRE(band != std::string::npos);
    CHECK(std::ranges::count(chart.code.substr(band, chart.code.find("/>", band) - band), 'Z') == 1);
    CHECK(holds(chart.code, "RANKL (pM)"));
}

TEST_CASE("Numbers are shown with the digits that their SD leaves them", "[report]")
{
    CHECK(shown(0.0123456) == "0.01235");
    CHECK(shown(123456.7) == "123457");
    CHECK(shown(-2.5) == "−2.5");
    CHECK(shown(NAN) == "–");
    CHECK(shown({19.7432, 0.1712, 3}) == "19.74 ± 0.17");
    CHECK(shown({38905.4, 1412, 3}) == "38905 ± 1412");
    CHECK(shown({251.4, 3e-14, 3}) == "251.4");
    CHECK(with_sign({2.0, NAN, 1}) == "+2");
}
