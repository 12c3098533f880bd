#include "output/file_header.hpp"
#include "output/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace trabecula {

namespace {

using hdf5::GroupReader;

constexpr std::string_view study_format = "trabecula study";

void check_format(const GroupReader& root)
{
    const std::string file = root.file().string();
    const std::string format = root.has_attribute("format") ? root.text_attribute("format") : "";
    if (format != study_format)
        throw FileError(fmt::format(
            "{}: is no table of a study (its attribute format is \"{}\"); give the study.h5 of a study, or its folder",
            file, format));
    const std::int64_t version = root.integer_attribute("format_version");
    if (version > format_version)
        throw FileError(
            fmt::format("{}: has format version {}, this program reads up to {}; read it with trabecula {} or later",
                        file, version, format_version, root.text_attribute("version")));
    check_checksum(root);
}

/// The datasets of one kind have a row per run.
template <class T>
void check_length(const GroupReader& group, const std::string& name, const std::vector<T>& values, std::size_t rows)
{
    if (values.size() != rows) group.fail(name, fmt::format("has {} rows, expected {}", values.size(), rows));
}

std::vector<std::string> texts(const GroupReader& group, const std::string& name, std::size_t rows)
{
    std::vector<std::string> values = group.texts(name);
    check_length(group, name, values, rows);
    return values;
}

std::vector<double> numbers(const GroupReader& group, const std::string& name, std::size_t rows)
{
    std::vector<double> values = group.read<double>(name);
    check_length(group, name, values, rows);
    return values;
}

RunStatus status_of(const GroupReader& root, const std::string& word)
{
    for (const RunStatus status : {RunStatus::done, RunStatus::failed, RunStatus::not_run})
        if (to_string(status) == word) return status;
    root.fail("status", fmt::format("has the word \"{}\"", word));
}

void read_factors(const GroupReader& root, StudyTable& table)
{
    const GroupReader group = root.group("factors");
    for (const std::string& name : group.datasets()) {
        const std::string named = name + ".name";
        table.factors.push_back(
            {group.has_attribute(named) ? group.text_attribute(named) : name, group.text_attribute(name + ".path")});
        const std::vector<std::string> levels = texts(group, name, table.rows.size());
        for (std::size_t i = 0; i < levels.size(); ++i) table.rows[i].levels.push_back(levels[i]);
    }
}

std::optional<StudyTarget> read_target(const GroupReader& group, const std::string& response)
{
    if (!group.has_attribute(response + ".target")) return std::nullopt;
    return StudyTarget{group.number_attribute(response + ".target"), group.number_attribute(response + ".spread"),
                       group.text_attribute(response + ".role") == "fitted",
                       group.text_attribute(response + ".source")};
}

void read_responses(const GroupReader& root, StudyTable& table)
{
    const GroupReader group = root.group("responses");
    for (const std::string& name : group.datasets()) {
        const hdf5::Label label = group.label(name);
        table.responses.push_back({label.name, label.unit, label.meaning, read_target(group, name)});
        const std::vector<double> values = numbers(group, name, table.rows.size());
        for (std::size_t i = 0; i < values.size(); ++i) table.rows[i].responses.push_back(values[i]);
    }
}

void read_runs(const GroupReader& root, StudyTable& table)
{
    const std::vector<std::int64_t> arms = root.read<std::int64_t>("arm");
    const std::size_t rows = arms.size();
    const std::vector<std::int64_t> seeds = root.read<std::int64_t>("seed");
    check_length(root, "seed", seeds, rows);
    const auto status = texts(root, "status", rows);
    const auto reason = texts(root, "reason", rows);
    const auto log_tail = texts(root, "log_tail", rows);
    const auto run = texts(root, "run", rows);
    const auto seconds = numbers(root, "seconds", rows);
    const auto memory = numbers(root, "memory", rows);
    for (std::size_t i = 0; i < rows; ++i)
        table.rows.push_back({static_cast<std::size_t>(arms[i]),
                              seeds[i],
                              {},
                              {},
                              status_of(root, status[i]),
                              reason[i],
                              log_tail[i],
                              run[i],
                              seconds[i],
                              memory[i]});
}

void read_column(const GroupReader& group, const std::string& name, AnalysisTable& table)
{
    const hdf5::Label label = group.label(name);
    table.columns.push_back({name, label.unit, label.meaning});
    std::vector<AnalysisTable::Cell> cells;
    if (label.unit.empty())
        std::ranges::move(group.texts(name), std::back_inserter(cells));
    else
        std::ranges::copy(group.read<double>(name), std::back_inserter(cells));
    if (table.columns.size() == 1) table.rows.resize(cells.size());
    check_length(group, name, cells, table.rows.size());
    for (std::size_t i = 0; i < cells.size(); ++i) table.rows[i].push_back(std::move(cells[i]));
}

AnalysisTable read_analysis(const GroupReader& group, const std::string& name)
{
    AnalysisTable table;
    table.name = name;
    table.meaning = group.text_attribute("meaning");
    for (const std::string& column : group.datasets()) read_column(group, column, table);
    return table;
}

}  // namespace

const AnalysisTable* find_analysis(const StudyTable& table, std::string_view name)
{
    const auto found = std::ranges::find(table.analyses, name, &AnalysisTable::name);
    return found == table.analyses.end() ? nullptr : &*found;
}

std::optional<std::filesystem::path> study_file_at(const std::filesystem::path& path)
{
    const auto file = std::filesystem::is_directory(path) ? path / "study.h5" : path;
    if (!std::filesystem::exists(file)) return std::nullopt;
    try {
        const GroupReader root = hdf5::open_file(file);
        if (root.has_attribute("format") && root.text_attribute("format") == study_format) return file;
    } catch (const FileError&) {
        return std::nullopt;  // whoever takes it for something else says what is wrong
    }
    return std::nullopt;
}

StudyTable read_study_table(const std::filesystem::path& path)
{
    const GroupReader root = hdf5::open_file(path);
    check_format(root);
    StudyTable table;
    table.title = root.text("title");
    table.study = root.text("study");
    if (root.has("base")) table.base = root.text("base");
    if (root.has("design")) table.design = root.text("design");
    table.version = root.text_attribute("version");
    table.git_revision = root.text_attribute("git_revision");
    read_runs(root, table);
    read_factors(root, table);
    read_responses(root, table);
    const GroupReader analyses = root.group("analyses");
    for (const std::string& name : analyses.groups())
        table.analyses.push_back(read_analysis(analyses.group(name), name));
    return table;
}

}  // namespace trabecula
