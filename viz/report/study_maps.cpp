#include "viz/report/study_maps.hpp"

#include "viz/report/analysis_cells.hpp"
#include "viz/report/heat_map.hpp"
#include "viz/report/svg_bars.hpp"

#include "core/amount.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

std::size_t place_in(const std::vector<std::string>& names, const std::string& name)
{
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

HeatMap empty_map(const std::string& corner, const std::vector<std::string>& rows,
                  const std::vector<std::string>& columns, const std::string& caption)
{
    return {corner, rows, columns, {rows.size(), std::vector<std::optional<Bar>>(columns.size())}, caption};
}

/// The rows of an analysis that are about one response and one factor.
std::vector<std::size_t> rows_about(const AnalysisCells& cells, const std::string& response, const std::string& factor)
{
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < cells.rows(); ++row)
        if (cells.text(row, "response") == response && cells.text(row, "factor") == factor) rows.push_back(row);
    return rows;
}

std::vector<std::string> names_in(const AnalysisCells& cells, const std::vector<std::size_t>& rows,
                                  const std::string& column)
{
    std::vector<std::string> names;
    for (const std::size_t row : rows)
        if (const std::string& name = cells.text(row, column); std::ranges::find(names, name) == names.end())
            names.push_back(name);
    return names;
}

/// Levels of the factor by levels of the others, the longer of the two downwards.
Html effects_map(const AnalysisCells& cells, const std::vector<std::size_t>& rows, const std::string& factor)
{
    const std::vector<std::string> levels = names_in(cells, rows, "level");
    const std::vector<std::string> others = names_in(cells, rows, "with");
    const bool levels_down = levels.size() >= others.size();
    HeatMap map = empty_map(factor, levels_down ? levels : others, levels_down ? others : levels,
                            "Change against the first level of the factor, all others alike; bold where the 95 % "
                            "confidence interval leaves out 0.");
    for (const std::size_t row : rows) {
        const std::size_t level = place_in(levels, cells.text(row, "level"));
        const std::size_t other = place_in(others, cells.text(row, "with"));
        map.cells[levels_down ? level : other][levels_down ? other : level] = cells.bar(row, "effect");
    }
    return html_of(map);
}

Html effects_bars(const AnalysisCells& cells, const std::vector<std::size_t>& rows, const std::string& response,
                  const std::string& factor)
{
    BarChart chart{response + " by " + factor, "", "change against the first level, %", "1", {"change"}, {{}}};
    for (const std::size_t row : rows)
        chart.groups.front().rows.push_back({cells.text(row, "level"), {cells.bar(row, "effect")}});
    return svg_bars(chart, BarMark::bar);
}

/// Doses of one factor, from the least to the greatest.
std::vector<std::string> doses_of(const AnalysisCells& cells, const std::string& factor)
{
    std::vector<std::string> doses;
    for (std::size_t row = 0; row < cells.rows(); ++row)
        for (const auto& [name, dose] : {std::pair("first", "first_dose"), std::pair("second", "second_dose")})
            if (cells.text(row, name) == factor && place_in(doses, cells.text(row, dose)) == doses.size())
                doses.push_back(cells.text(row, dose));
    const auto amount_of = [](const std::string& dose) { return read_amount(dose).value_or(Amount{}).number; };
    std::ranges::stable_sort(doses, {}, amount_of);
    return doses;
}

std::vector<std::string> factors_of(const AnalysisCells& cells)
{
    std::vector<std::string> factors = cells.names("first");
    for (const std::string& factor : cells.names("second"))
        if (place_in(factors, factor) == factors.size()) factors.push_back(factor);
    return factors;
}

std::string verdict_in(const AnalysisCells& cells, std::size_t row, const std::string& column)
{
    const std::string& says = cells.text(row, column);
    return says == "-" ? "" : says;
}

/// All pairs at one step of their doses: above the diagonal beyond Bliss, below it beyond Loewe.
Html synergy_map(const AnalysisCells& cells, const std::string& response, const std::vector<std::string>& factors,
                 std::size_t step)
{
    std::vector<std::string> given;
    for (const std::string& factor : factors)
        given.push_back(fmt::format("{} {}", factor, doses_of(cells, factor).at(step)));
    HeatMap map =
        empty_map("beyond Loewe ↓, Bliss →", given, given,
                  "What a pair does beyond what is expected of each alone, in % of the untreated: above the "
                  "diagonal by Bliss, below it by Loewe; bold where the 95 % confidence interval leaves out 0. "
                  "Synergy: further than expected in the direction in which each alone goes; antagonism: less far.");
    map.words.assign(given.size(), std::vector<std::string>(given.size()));
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        if (cells.text(row, "response") != response) continue;
        const std::size_t first = place_in(factors, cells.text(row, "first"));
        const std::size_t second = place_in(factors, cells.text(row, "second"));
        if (given[first] != cells.text(row, "first") + " " + cells.text(row, "first_dose") ||
            given[second] != cells.text(row, "second") + " " + cells.text(row, "second_dose"))
            continue;
        map.cells[first][second] = cells.bar(row, "Bliss_excess");
        map.cells[second][first] = cells.bar(row, "Loewe_excess");
        map.words[first][second] = verdict_in(cells, row, "Bliss_says");
        map.words[second][first] = verdict_in(cells, row, "Loewe_says");
    }
    return html_of(map);
}

}  // namespace

Html effects_section(const StudyTable& table)
{
    const AnalysisTable* found = find_analysis(table, "effect");
    if (found == nullptr) return {};
    const AnalysisCells cells(*found);
    Html maps;
    Html bars;
    for (const std::string& response : cells.names("response"))
        for (const std::string& factor : cells.names("factor")) {
            const std::vector<std::size_t> rows = rows_about(cells, response, factor);
            if (names_in(cells, rows, "with").size() > 1)
                maps += element("h3", text(response)) + effects_map(cells, rows, factor);
            else
                bars += effects_bars(cells, rows, response, factor);
        }
    const Html note = element("p", text("Pairs of runs of one seed are compared."), attribute("class", "note"));
    return note + maps + (bars.empty() ? Html{} : element("div", bars, attribute("class", "plots")));
}

Html synergy_section(const StudyTable& table)
{
    const AnalysisTable* found = find_analysis(table, "synergy");
    if (found == nullptr || found->rows.empty()) return {};
    const AnalysisCells cells(*found);
    const std::vector<std::string> factors = factors_of(cells);
    Html content;
    for (const std::string& response : cells.names("response")) {
        content += element("h3", text(response));
        for (std::size_t step = 0; step < doses_of(cells, factors.front()).size(); ++step)
            content += synergy_map(cells, response, factors, step);
    }
    return element("p",
                   text("Additivity within a cell is an assumption of the rules, so only what the tissue shows is "
                        "compared. With many pairs, some intervals leave out 0 by chance alone."),
                   attribute("class", "note")) +
           content;
}

}  // namespace trabecula
