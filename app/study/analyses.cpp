#include "app/study/analyses.hpp"

#include "app/study/arm_means.hpp"
#include "app/study/dose_response.hpp"
#include "app/study/effects.hpp"
#include "app/study/misfit.hpp"
#include "app/study/sensitivity.hpp"
#include "app/study/synergy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

namespace trabecula {

namespace {

std::string shown(double value)
{
    return std::isnan(value) ? "-" : fmt::format("{:.4g}", value);
}

std::string shown(const std::string& text)
{
    return text;
}

std::string shown(const AnalysisTable::Cell& cell)
{
    return std::visit([](const auto& value) { return shown(value); }, cell);
}

bool has_interval(const AnalysisTable& table, std::size_t column)
{
    return column + 2 < table.columns.size() && table.columns[column + 1].name == table.columns[column].name + "_low";
}

/// A number with its interval, where that is known.
std::string shown_with_interval(const std::vector<AnalysisTable::Cell>& row, std::size_t column)
{
    const std::string value = shown(row[column]);
    const std::string low = shown(row[column + 1]);
    const std::string high = shown(row[column + 2]);
    return low == "-" || high == "-" ? value : fmt::format("{} ({} to {})", value, low, high);
}

/// Columns as they are printed: a number and its interval are one, and one without words is left out.
std::vector<std::vector<std::string>> printed_columns(const AnalysisTable& table)
{
    std::vector<std::vector<std::string>> printed;
    for (std::size_t c = 1; c < table.columns.size(); c += has_interval(table, c) ? 3 : 1) {
        if (!table.columns[c].is_printed) continue;
        std::vector<std::string> texts{table.columns[c].name};
        for (const auto& row : table.rows)
            texts.push_back(has_interval(table, c) ? shown_with_interval(row, c) : shown(row[c]));
        const bool says_nothing = std::all_of(texts.begin() + 1, texts.end(), std::mem_fn(&std::string::empty));
        if (!says_nothing) printed.push_back(std::move(texts));
    }
    return printed;
}

std::string line(const std::vector<std::vector<std::string>>& columns, std::size_t row)
{
    std::string text = "   ";
    for (const auto& column : columns) {
        std::size_t width = 0;
        for (const std::string& cell : column) width = std::max(width, cell.size());
        text += fmt::format(" {:<{}} ", column[row], width);
    }
    return text.substr(0, text.find_last_not_of(' ') + 1) + '\n';
}

}  // namespace

std::vector<AnalysisTable> analyse(const Study& study, const StudyTable& table)
{
    std::vector<AnalysisTable> tables;
    for (const Analysis& analysis : study.analyses) switch (analysis.kind) {
            case AnalysisKind::sensitivity:
                tables.push_back(sensitivity_of(study, table, analysis));
                break;
            case AnalysisKind::effect:
                tables.push_back(effects_of(study, table, analysis));
                break;
            case AnalysisKind::dose_response:
                tables.push_back(dose_response_of(study, table, analysis));
                tables.push_back(dose_points_of(study, table, analysis));
                break;
            case AnalysisKind::synergy:
                tables.push_back(synergy_of(study, table, analysis));
                break;
        }
    std::ranges::move(misfits_of(study, table), std::back_inserter(tables));
    tables.push_back(arm_means(study, table));
    return tables;
}

std::string as_text(const AnalysisTable& table)
{
    std::string text = fmt::format("\n  {}: {}\n", table.name, table.meaning);
    const auto columns = printed_columns(table);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const std::string response = shown(table.rows[r].front());
        if (r == 0 || response != shown(table.rows[r - 1].front()))
            text += fmt::format("\n  {}\n{}", response, line(columns, 0));
        text += line(columns, r + 1);
    }
    return text;
}

}  // namespace trabecula
