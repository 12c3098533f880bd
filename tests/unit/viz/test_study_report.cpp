#include "viz/report/study_report.hpp"

#include "output/study_file.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <cmath>
#include <filesystem>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

/// Two states by two compounds, one seed failed; "inflamed" is no number, though it begins like infinity.
StudyTable screen()
{
    StudyTable table;
    table.title = "Screen <b>";
    table.study = "title = \"Screen <b>\"\n";
    table.base = "bone.toml";
    table.design = "grid";
    table.factors = {{"state", ""}, {"compound", ""}};
    table.responses = {{"BV_TV", "1", "BV/TV, last"}};
    std::size_t arm = 0;
    AnalysisTable means{"arms",
                        "means",
                        {{"response", "", ""},
                         {"arm", "1", ""},
                         {"levels", "", ""},
                         {"runs", "1", ""},
                         {"mean", "1", ""},
                         {"mean_low", "1", ""},
                         {"mean_high", "1", ""},
                         {"SD", "1", ""}},
                        {}};
    for (const char* state : {"intact", "inflamed"})
        for (const char* compound : {"none", "icariin"}) {
            table.rows.push_back({++arm, 1, {state, compound}, {0.25}, RunStatus::done, "", "", "k", 1.5, 20.0});
            means.rows.push_back({"BV_TV", static_cast<double>(arm), "levels", 1.0, 0.25, 0.2, 0.3, 0.01});
        }
    table.rows.back().status = RunStatus::failed;
    table.rows.back().reason = "exit status 1: no <bone>";
    table.rows.back().log_tail = "last & words";
    const std::vector<AnalysisTable::Column> columns{{"response", "", ""},
                                                     {"factor", "", ""},
                                                     {"level", "", ""},
                                                     {"with", "", ""},
                                                     {"reference", "1", ""},
                                                     {"effect", "percent", ""},
                                                     {"effect_low", "percent", ""},
                                                     {"effect_high", "percent", ""}};
    table.analyses = {means,
                      {"effect",
                       "effects",
                       columns,
                       {{"BV_TV", "compound", "icariin", "state = intact", 0.25, 3.5, 1.5, 5.5},
                        {"BV_TV", "compound", "icariin", "state = inflamed", 0.25, -0.5, -2.0, 1.0}}}};
    return table;
}

AnalysisTable fits(double emax, double ec50, const std::string& note)
{
    return {"dose_response",
            "curves",
            {{"response", "", ""},
             {"factor", "", ""},
             {"with", "", ""},
             {"untreated", "1", ""},
             {"Emax", "percent", ""},
             {"Emax_low", "percent", ""},
             {"Emax_high", "percent", ""},
             {"EC50", "1", ""},
             {"EC50_low", "1", ""},
             {"EC50_high", "1", ""},
             {"dose_unit", "", ""},
             {"hill", "1", ""},
             {"note", "", ""}},
            {{"BV_TV", "icariin", "", 0.2, emax, emax - 5, emax + 5, ec50, ec50 / 2, ec50 * 2, "uM", 1.0, note}}};
}

AnalysisTable dose_points()
{
    AnalysisTable points{"dose_points",
                         "means",
                         {{"response", "", ""},
                          {"factor", "", ""},
                          {"with", "", ""},
                          {"dose", "1", ""},
                          {"dose_unit", "", ""},
                          {"mean", "1", ""},
                          {"mean_low", "1", ""},
                          {"mean_high", "1", ""}},
                         {}};
    for (const double dose : {0.0, 1.0, 10.0, 100.0})
        points.rows.push_back({"BV_TV", "icariin", "", dose, "uM", 0.2, 0.19, 0.21});
    return points;
}

std::string page_of(const StudyTable& table)
{
    const fs::path file = fs::temp_directory_path() / ("trabecula-study-report-" + std::to_string(::getpid()) + ".h5");
    write_study_table(file, table);
    std::string page = study_report_of(file, {"trabecula 0 (test)", "trabecula report"});
    fs::remove(file);
    return page;
}

bool holds(const std::string& page, const std::string& words)
{
    return page.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("The page of a screen maps effects, lists what failed, and takes no word as code", "[report]")
{
    const std::string page = page_of(screen());
    CHECK(holds(page, "<b>+3.5 %</b><small>1.5 to 5.5</small>"));  // beyond chance
    CHECK(holds(page, "−0.5 %<small>−2 to 1</small>"));
    CHECK(holds(page, "1 failed, 0 not run"));
    CHECK(holds(page, "exit status 1: no &lt;bone&gt;"));
    CHECK(holds(page, "last &amp; words"));
    CHECK(holds(page, "Screen &lt;b&gt;"));
    CHECK_FALSE(holds(page, "Screen <b>"));
    CHECK(holds(page, ">inflamed, icariin<"));
    for (const std::string absent : {"dose-response", "sensitivity", "synergy"})
        CHECK_FALSE(holds(page, "<section id=\"" + absent + "\">"));
}

TEST_CASE("A fitted curve is drawn through the means of its doses, and none where no effect is seen", "[report]")
{
    StudyTable table = screen();
    table.analyses = {fits(-60, 5, ""), dose_points()};
    const std::string seen = page_of(table);
    CHECK(holds(seen, "icariin, µM: EC50 5, Emax −60 %"));
    CHECK(holds(seen, "data-name=\"Hill curve\""));
    table.analyses = {fits(-2, NAN, "no effect beyond chance"), dose_points()};
    const std::string none = page_of(table);
    CHECK(holds(none, "icariin, µM: no effect beyond chance"));
    CHECK_FALSE(holds(none, "data-name=\"Hill curve\""));
}

TEST_CASE("Arms are shown by their misfit, with targets and sources, best first", "[report]")
{
    StudyTable table = screen();
    table.responses[0].target = StudyTarget{0.2, 0.05, true, "Someone <2001>"};
    AnalysisTable misfit{"misfit",
                         "",
                         {{"arm", "1", ""}, {"misfit", "1", ""}, {"misfit_low", "1", ""}, {"misfit_high", "1", ""}},
                         {{3.0, 1.0, 0.5, 1.5}, {1.0, 4.0, 2.0, 6.0}}};
    AnalysisTable targets{"targets",
                          "",
                          {{"response", "", ""}, {"unit", "", ""}, {"role", "", ""}, {"source", "", ""}},
                          {{"BV_TV", "1", "fitted", "Someone <2001>"}, {"BV_TV", "1", "fitted", "Someone <2001>"}}};
    for (const char* column : {"arm", "mean", "target", "spread", "off", "off_low", "off_high"}) {
        targets.columns.push_back({column, "1", ""});
        for (auto& row : targets.rows) row.emplace_back(-2.5);
    }
    for (std::size_t row = 0; row < 2; ++row) targets.rows[row][4] = misfit.rows[row][0];
    table.analyses = {misfit, targets};
    const std::string page = page_of(table);
    CHECK(holds(page, "<section id=\"misfit\">"));
    CHECK(holds(page, "Someone &lt;2001&gt;"));
    CHECK(holds(page, ">−2.5<"));
    CHECK(page.find("inflamed, none") < page.find("intact, none"));
    CHECK(holds(page, "−2.5 to −2.5"));
}

TEST_CASE("A study that was stopped has a page that says so", "[report]")
{
    StudyTable table = screen();
    table.analyses.clear();
    CHECK(holds(page_of(table), "The study has not ended"));
}
