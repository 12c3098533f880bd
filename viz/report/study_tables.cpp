#include "viz/report/study_tables.hpp"

#include "viz/labels.hpp"
#include "viz/report/analysis_cells.hpp"
#include "viz/report/numbers.hpp"
#include "viz/report/study_arms.hpp"

#include "core/amount.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

namespace trabecula {

namespace {

std::size_t count_of(const StudyTable& table, RunStatus status)
{
    return static_cast<std::size_t>(std::ranges::count(table.rows, status, &StudyRow::status));
}

Html card(const std::string& name, const std::string& value, const std::string& more)
{
    return element("div", element("h3", text(name)) + element("strong", text(value)) + element("small", text(more)),
                   attribute("class", "card"));
}

std::string shown_time(double seconds)
{
    return seconds < 120    ? shown(seconds) + " s"
           : seconds < 7200 ? shown(seconds / 60) + " min"
                            : shown(seconds / 3600) + " h";
}

Html cost_card(const StudyTable& table)
{
    double seconds = 0;
    double memory = 0;
    for (const StudyRow& row : table.rows) {
        if (row.status != RunStatus::done) continue;
        seconds += row.seconds;
        memory = std::max(memory, row.memory_megabytes);
    }
    return card("Cost", shown_time(seconds), fmt::format("of one core; at most {} a run", shown_bytes(1e6 * memory)));
}

Html cards_of(const StudyTable& table)
{
    std::set<std::int64_t> seeds;
    std::set<std::size_t> arms;
    for (const StudyRow& row : table.rows) {
        seeds.insert(row.seed);
        arms.insert(row.arm);
    }
    const std::size_t failed = count_of(table, RunStatus::failed);
    const std::size_t missing = count_of(table, RunStatus::not_run);
    const std::string rest = failed + missing == 0 ? "all done" : fmt::format("{} failed, {} not run", failed, missing);
    const std::string which =
        seeds.size() < 2 ? "per arm" : fmt::format("{} to {}, the same in all arms", *seeds.begin(), *seeds.rbegin());
    return element(
        "div",
        card("Design", readable_name(table.design.empty() ? "not told" : table.design),
             "of " + (table.base.empty() ? "a scenario" : std::filesystem::path(table.base).stem().string())) +
            card("Arms", std::to_string(arms.size()), "combinations of levels") +
            card("Seeds", std::to_string(seeds.size()), which) + card("Runs", std::to_string(table.rows.size()), rest) +
            cost_card(table),
        attribute("class", "cards"));
}

/// All of them where they are few; of points of a sample the least and the greatest.
std::string shown_levels(const std::vector<std::string>& levels, bool is_range)
{
    if (!is_range) return fmt::format("{}", fmt::join(levels, ", "));
    std::map<double, std::string> by_number;
    for (const std::string& level : levels)
        if (const auto amount = read_amount(level)) by_number[amount->number] = level;
    if (by_number.empty()) return fmt::format("{} levels", levels.size());
    return fmt::format("{} values from {} to {}", by_number.size(), by_number.begin()->second,
                       by_number.rbegin()->second);
}

Html factors_of(const StudyTable& table)
{
    const std::vector<StudyArm> arms = arms_in(table);
    HtmlTable factors{{text("factor"), text("key of the scenario"), text("levels")}, {}, "parameters"};
    for (std::size_t f = 0; f < table.factors.size(); ++f) {
        const StudyFactorColumn& factor = table.factors[f];
        const Html key =
            factor.path.empty() ? text("several; the study file says which") : element("code", text(factor.path));
        factors.rows.push_back({text(factor.name), key, text(shown_levels(levels_in(arms, f), is_sampled(table)))});
    }
    return element("h3", text("Factors")) + html_of(factors);
}

Html responses_of(const StudyTable& table)
{
    HtmlTable responses{{text("response"), text("what it is"), text("unit")}, {}, "parameters"};
    for (const StudyResponseColumn& response : table.responses)
        responses.rows.push_back({text(response.name), text(response.meaning), text(readable_unit(response.unit))});
    return element("h3", text("Responses")) + html_of(responses);
}

Html code(const std::string& words)
{
    return element("code", text(words));
}

}  // namespace

Html design_section(const StudyTable& table)
{
    Html content = cards_of(table);
    if (find_analysis(table, "arms") == nullptr)
        content += element("p",
                           text("The study has not ended: what is made of all its runs is not there yet. Go on "
                                "with trabecula study --resume."),
                           attribute("class", "warning"));
    return content + factors_of(table) + responses_of(table);
}

Html arms_section(const StudyTable& table)
{
    const AnalysisTable* means = find_analysis(table, "arms");
    if (means == nullptr || is_sampled(table)) return {};
    const AnalysisCells cells(*means);
    const std::vector<StudyArm> arms = arms_in(table);
    HtmlTable shown_arms{{text("arm"), text("runs")}, {}, "numbers"};
    for (const StudyArm& arm : arms) shown_arms.rows.push_back({text(arm.name)});
    for (const StudyResponseColumn& response : table.responses)
        shown_arms.head.push_back(text(with_unit(response.name, response.unit)));
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        auto& shown_row = shown_arms.rows.at(static_cast<std::size_t>(cells.number(row, "arm")) - 1);
        const Bar mean = cells.bar(row, "mean");
        if (shown_row.size() == 1) shown_row.push_back(text(shown(cells.number(row, "runs"))));
        shown_row.push_back(text(shown(mean.value)) +
                            (std::isfinite(mean.low)
                                 ? element("small", text(fmt::format("{} to {}", shown(mean.low), shown(mean.high))))
                                 : Html{}));
    }
    return element("p", text("Means over the seeds, with their 95 % confidence intervals (Student's t)."),
                   attribute("class", "note")) +
           html_of(shown_arms);
}

Html failures_section(const StudyTable& table)
{
    const std::vector<StudyArm> arms = arms_in(table);
    HtmlTable failures{{text("arm"), text("seed"), text("reason and last words")}, {}, "parameters"};
    for (const StudyRow& row : table.rows) {
        if (row.status != RunStatus::failed) continue;
        Html words = text(row.reason);
        if (!row.log_tail.empty()) words += element("pre", text(row.log_tail), attribute("class", "log"));
        failures.rows.push_back({text(arms[row.arm - 1].name), text(std::to_string(row.seed)), words});
    }
    if (failures.rows.empty()) return {};
    return element("p",
                   text("These runs are in no mean and in no analysis. trabecula study --resume tries them again."),
                   attribute("class", "note")) +
           html_of(failures);
}

Html provenance_section(const StudyTable& table, const std::filesystem::path& file)
{
    HtmlTable rows{{text("file"), code(file.string())}, {}, "provenance"};
    rows.rows.push_back(
        {text("program"), text(fmt::format("trabecula {}, revision {}", table.version, table.git_revision))});
    rows.rows.push_back({text("scenario"), code(table.base)});
    return html_of(rows) +
           element("details", element("summary", text("The study file")) + element("pre", text(table.study)));
}

}  // namespace trabecula
