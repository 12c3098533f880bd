#include "output/study_file.hpp"

#include "output/file_header.hpp"

#include <fmt/format.h>

#include <span>

namespace trabecula {

namespace {

using hdf5::GroupWriter;

template <class T, class Get>
std::vector<T> column(const StudyTable& table, Get get)
{
    std::vector<T> values;
    values.reserve(table.rows.size());
    for (const StudyRow& row : table.rows) values.push_back(static_cast<T>(get(row)));
    return values;
}

/// One dataset per name, each under a name that HDF5 takes.
template <class Columns>
std::vector<std::string> dataset_names(const Columns& columns)
{
    std::vector<std::string> names;
    for (const auto& one : columns) names.push_back(one.name);
    return hdf5::safe_names(names);
}

void write_factors(const GroupWriter& root, const StudyTable& table)
{
    const GroupWriter group = root.make_group("factors");
    const auto names = dataset_names(table.factors);
    for (std::size_t f = 0; f < names.size(); ++f) {
        group.write_texts(names[f], column<std::string>(table, [f](const StudyRow& row) { return row.levels[f]; }));
        group.attribute(names[f] + ".path", table.factors[f].path);
        group.attribute(names[f] + ".name", table.factors[f].name);
    }
}

void write_target(const GroupWriter& group, const std::string& response, const StudyTarget& target)
{
    group.attribute(response + ".target", target.value);
    group.attribute(response + ".spread", target.spread);
    group.attribute(response + ".role", to_string(target));
    group.attribute(response + ".source", target.source);
}

void write_responses(const GroupWriter& root, const StudyTable& table)
{
    const GroupWriter group = root.make_group("responses");
    const auto names = dataset_names(table.responses);
    for (std::size_t r = 0; r < names.size(); ++r) {
        const StudyResponseColumn& one = table.responses[r];
        group.write(names[r], column<double>(table, [r](const StudyRow& row) { return row.responses[r]; }),
                    {one.name, one.unit, one.meaning});
        if (one.target) write_target(group, names[r], *one.target);
    }
}

template <class T>
std::vector<T> cells(const AnalysisTable& table, std::size_t column)
{
    std::vector<T> values;
    for (const auto& row : table.rows) values.push_back(std::get<T>(row[column]));
    return values;
}

void write_analysis(const GroupWriter& analyses, const AnalysisTable& table)
{
    const GroupWriter group = analyses.make_group(table.name);
    group.attribute("meaning", table.meaning);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const AnalysisTable::Column& column = table.columns[c];
        if (column.unit.empty())
            group.write_texts(column.name, cells<std::string>(table, c));
        else
            group.write(column.name, cells<double>(table, c), {column.name, column.unit, column.meaning});
    }
}

/// All series in one array, a row each: a study reads thousands of such files, and 10 ms of each went into 150 objects.
void write_series(const GroupWriter& root, const TimeSeries& series)
{
    std::vector<std::string> names;
    std::vector<std::string> units;
    std::vector<std::string> meanings;
    std::vector<double> values;
    for (const Series& one : series.series) {
        names.push_back(one.name);
        units.push_back(one.unit);
        meanings.push_back(one.meaning);
        values.insert(values.end(), one.values.begin(), one.values.end());
    }
    const GroupWriter group = root.make_group("series");
    group.write("time_h", series.time_h, {"time", "h", "of each observation"});
    group.write_texts("name", names);
    group.write_texts("unit", units);
    group.write_texts("meaning", meanings);
    group.write("value", hdf5::number_type<double>(), {series.series.size(), series.time_h.size()},
                std::as_bytes(std::span(values)), {"value", "", "by series and time, in the unit of the series"});
}

TimeSeries read_series(const hdf5::GroupReader& root)
{
    const hdf5::GroupReader group = root.group("series");
    TimeSeries series{group.read<double>("time_h"), {}};
    const std::vector<std::string> names = group.texts("name");
    const std::vector<std::string> units = group.texts("unit");
    const std::vector<std::string> meanings = group.texts("meaning");
    const std::vector<double> values = group.read<double>("value");
    const std::size_t times = series.time_h.size();
    if (units.size() != names.size() || meanings.size() != names.size() || values.size() != names.size() * times)
        group.fail("value", "does not fit name, unit, meaning and time_h");
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto row = values.begin() + static_cast<std::ptrdiff_t>(i * times);
        series.series.push_back({names[i], units[i], meanings[i], {row, row + static_cast<std::ptrdiff_t>(times)}});
    }
    return series;
}

void write_morphometry(const GroupWriter& root, const std::vector<MeasuredValue>& morphometry)
{
    std::vector<std::string> names;
    std::vector<double> values;
    for (const MeasuredValue& measured : morphometry) {
        names.push_back(measured.name);
        values.push_back(measured.value);
    }
    const GroupWriter group = root.make_group("morphometry");
    group.write_texts("measure", names);
    group.write("value", values, {"value", "", "of each measure, in its unit; NaN where the bone has none"});
}

std::vector<MeasuredValue> read_morphometry(const hdf5::GroupReader& root)
{
    std::vector<MeasuredValue> morphometry;
    if (!root.has("morphometry")) return morphometry;
    const hdf5::GroupReader group = root.group("morphometry");
    const std::vector<std::string> names = group.texts("measure");
    const std::vector<double> values = group.read<double>("value");
    if (names.size() != values.size()) group.fail("value", "is not as long as measure");
    for (std::size_t i = 0; i < names.size(); ++i) morphometry.push_back({names[i], values[i]});
    return morphometry;
}

}  // namespace

void write_study_run(const std::filesystem::path& path, const RunIdentity& identity, const Grid& grid,
                     const StudyRunResult& result)
{
    hdf5::NewFile file(path);
    const GroupWriter root = file.root();
    write_header(root, "study run", identity, grid);
    root.attribute("seconds", result.seconds);
    root.attribute("peak_memory_bytes", result.peak_memory_bytes);
    write_series(root, result.series);
    if (!result.morphometry.empty()) write_morphometry(root, result.morphometry);
    file.commit();
}

StudyRunResult read_study_run(const std::filesystem::path& path, std::int64_t seed)
{
    const hdf5::GroupReader root = hdf5::open_file(path);
    const FileHeader header = read_header(root, "study run");
    check_checksum(root);
    if (header.seed != static_cast<std::uint64_t>(seed))
        throw FileError(fmt::format("{}: has the seed {}, not {}; remove it, and go on with --resume", path.string(),
                                    header.seed, seed));
    return {read_series(root), root.number_attribute("seconds"), root.integer_attribute("peak_memory_bytes"),
            read_morphometry(root)};
}

std::string to_string(const StudyTarget& target)
{
    return target.is_fitted ? "fitted" : "prediction";
}

std::string_view to_string(RunStatus status)
{
    switch (status) {
        case RunStatus::done:
            return "done";
        case RunStatus::failed:
            return "failed";
        case RunStatus::not_run:
            return "not run";
    }
    return "";
}

void write_study_table(const std::filesystem::path& path, const StudyTable& table)
{
    hdf5::NewFile file(path);
    const GroupWriter root = file.root();
    root.attribute("format", "trabecula study");
    root.attribute("format_version", format_version);
    root.attribute("version", table.version);
    root.attribute("git_revision", table.git_revision);
    root.write_text("title", table.title);
    root.write_text("study", table.study);
    root.write_text("base", table.base);
    root.write_text("design", table.design);
    root.write("arm", column<std::int64_t>(table, [](const StudyRow& row) { return row.arm; }),
               {"arm", "1", "number of the combination of levels, from 1"});
    root.write("seed", column<std::int64_t>(table, [](const StudyRow& row) { return row.seed; }),
               {"seed", "1", "seed of the random numbers"});
    write_factors(root, table);
    write_responses(root, table);
    root.write_texts("status", column<std::string>(table, [](const StudyRow& row) { return to_string(row.status); }));
    root.write_texts("reason", column<std::string>(table, [](const StudyRow& row) { return row.reason; }));
    root.write_texts("log_tail", column<std::string>(table, [](const StudyRow& row) { return row.log_tail; }));
    root.write_texts("run", column<std::string>(table, [](const StudyRow& row) { return row.run; }));
    root.write("seconds", column<double>(table, [](const StudyRow& row) { return row.seconds; }),
               {"seconds", "s", "wall time of the run"});
    root.write("memory", column<double>(table, [](const StudyRow& row) { return row.memory_megabytes; }),
               {"memory", "MB", "most memory that the run's process held"});
    const GroupWriter analyses = root.make_group("analyses");
    for (const AnalysisTable& analysis : table.analyses) write_analysis(analyses, analysis);
    file.commit();
}

}  // namespace trabecula
