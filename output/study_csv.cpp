#include "output/atomic_file.hpp"
#include "output/study_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace trabecula {

namespace {

std::string one_line(std::string text)
{
    for (char& c : text)
        if (c == '\n' || c == '\r') c = ' ';
    return text;
}

/// In quotes where a comma, a quote, a '#' or the end of a line would be misread.
std::string field(std::string_view text)
{
    if (text.find_first_of(",\"#\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : one_line(std::string(text))) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

/// The shortest decimals that read back to the same number; nothing for one that is not known.
std::string field(double value)
{
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

std::string target_words(const StudyResponseColumn& response)
{
    if (!response.target) return {};
    return fmt::format("; target {:g} +- {:g} ({}): {}", response.target->value, response.target->spread,
                       to_string(*response.target), one_line(response.target->source));
}

std::string header(const StudyTable& table)
{
    std::string text = fmt::format("# {}\n", one_line(table.title));
    for (const StudyFactorColumn& factor : table.factors)
        text += fmt::format("# {}: factor, {}\n", one_line(factor.name), factor.path);
    for (const StudyResponseColumn& response : table.responses)
        text += fmt::format("# {}: response, {}, unit {}{}\n", one_line(response.name), response.meaning, response.unit,
                            target_words(response));
    std::vector<std::string> names{"arm", "seed"};
    for (const StudyFactorColumn& factor : table.factors) names.push_back(field(factor.name));
    for (const StudyResponseColumn& response : table.responses) names.push_back(field(response.name));
    for (const char* name : {"status", "reason", "run", "seconds", "memory_MB"}) names.emplace_back(name);
    return fmt::format("{}{}\n", text, fmt::join(names, ","));
}

std::string line(const StudyRow& row)
{
    std::vector<std::string> fields{fmt::format("{}", row.arm), fmt::format("{}", row.seed)};
    for (const std::string& level : row.levels) fields.push_back(field(level));
    for (const double response : row.responses) fields.push_back(field(response));
    fields.push_back(field(to_string(row.status)));
    fields.push_back(field(row.reason));
    fields.push_back(row.run);
    fields.push_back(field(row.seconds));
    fields.push_back(field(row.memory_megabytes));
    return fmt::format("{}\n", fmt::join(fields, ","));
}

std::string cell_field(const AnalysisTable::Cell& cell)
{
    return std::visit([](const auto& value) { return field(value); }, cell);
}

std::string header(const AnalysisTable& table)
{
    std::string text = fmt::format("# {}: {}\n", table.name, one_line(table.meaning));
    std::vector<std::string> names;
    for (const AnalysisTable::Column& column : table.columns) {
        const std::string unit = column.unit.empty() ? "" : fmt::format(", unit {}", column.unit);
        text += fmt::format("# {}: {}{}\n", column.name, one_line(column.meaning), unit);
        names.push_back(field(column.name));
    }
    return fmt::format("{}{}\n", text, fmt::join(names, ","));
}

}  // namespace

void write_study_csv(const std::filesystem::path& path, const StudyTable& table)
{
    std::string text = header(table);
    for (const StudyRow& row : table.rows) text += line(row);
    write_text_file(path, text);
}

void write_analysis_csv(const std::filesystem::path& path, const AnalysisTable& table)
{
    std::string text = header(table);
    for (const auto& row : table.rows) {
        std::vector<std::string> fields;
        for (const AnalysisTable::Cell& cell : row) fields.push_back(cell_field(cell));
        text += fmt::format("{}\n", fmt::join(fields, ","));
    }
    write_text_file(path, text);
}

}  // namespace trabecula
