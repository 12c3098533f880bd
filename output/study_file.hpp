#pragma once
#include "output/run_contents.hpp"
#include "output/series.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace trabecula {

/// A measure of the morphometry (lattice/measures.hpp); NaN where the bone has none.
struct MeasuredValue {
    std::string name;
    double value = 0.0;
};

/// What one run of a study leaves.
struct StudyRunResult {
    TimeSeries series;
    double seconds = 0.0;                         // wall time
    std::int64_t peak_memory_bytes = 0;           // of its process
    std::vector<MeasuredValue> morphometry = {};  // of the bone at the end; empty where it was not asked for
};

/// Writes the result of one run: whole or not at all. @throws FileError
void write_study_run(const std::filesystem::path& path, const RunIdentity& identity, const Grid& grid,
                     const StudyRunResult& result);

/// @throws FileError  missing, damaged, of another seed
StudyRunResult read_study_run(const std::filesystem::path& path, std::int64_t seed);

enum class RunStatus { done, failed, not_run };
std::string_view to_string(RunStatus status);

struct StudyFactorColumn {
    std::string name;
    std::string path;
};

/// What published data say of a response, in its unit.
struct StudyTarget {
    double value = 0.0;
    double spread = 1.0;    // SD, or half of the range that is published; above 0
    bool is_fitted = true;  // counts in the misfit; else it is a prediction, shown beside
    std::string source;
};

/// Its role, in the word of the study file: "fitted" or "prediction".
std::string to_string(const StudyTarget& target);

struct StudyResponseColumn {
    std::string name;
    std::string unit;
    std::string meaning;  // "osteoclast.count, last"
    std::optional<StudyTarget> target = {};
};

/// What an analysis of a study's results says: a table of texts and numbers; a number that is not known is NaN.
struct AnalysisTable {
    struct Column {
        std::string name;  // NAME_low and NAME_high after NAME are its 95 % confidence interval
        std::string unit;  // empty: a column of texts
        std::string meaning;
        bool is_printed = true;  // on a terminal; files have all columns
    };
    using Cell = std::variant<double, std::string>;

    std::string name;     // "sensitivity"
    std::string meaning;  // one line for a person
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    bool is_printed = true;  // on a terminal, as it stands
};

/// One run in the table of results. A number that is not known is NaN.
struct StudyRow {
    std::size_t arm = 0;  // from 1
    std::int64_t seed = 0;
    std::vector<std::string> levels;  // of the factors
    std::vector<double> responses;
    RunStatus status = RunStatus::not_run;
    std::string reason;  // why it failed
    std::string log_tail;
    std::string run;  // the name of its file in runs/, without .h5
    double seconds = 0.0;
    double memory_megabytes = 0.0;
};

/// The table of results: one row per run, in the order of the design.
struct StudyTable {
    std::string title;
    std::string study;   // text of the study file
    std::string base;    // the scenario that is varied, as the study file names it
    std::string design;  // its kind, in the word of the study file
    std::string version;
    std::string git_revision;
    std::vector<StudyFactorColumn> factors;
    std::vector<StudyResponseColumn> responses;
    std::vector<StudyRow> rows;
    std::vector<AnalysisTable> analyses;
};

/// The analysis of that name; nothing where the study asks for none.
const AnalysisTable* find_analysis(const StudyTable& table, std::string_view name);

/// The file with a study's table that a person means by the file itself or by its folder; nothing where it is something
/// else.
std::optional<std::filesystem::path> study_file_at(const std::filesystem::path& path);

/// @throws FileError  missing, damaged, not the table of a study, of a newer format
StudyTable read_study_table(const std::filesystem::path& path);

/// HDF5 and CSV of the same table (docs/file-format.md). @throws FileError
void write_study_table(const std::filesystem::path& path, const StudyTable& table);
void write_study_csv(const std::filesystem::path& path, const StudyTable& table);

/// CSV of one of its analyses. @throws FileError
void write_analysis_csv(const std::filesystem::path& path, const AnalysisTable& table);

}  // namespace trabecula
