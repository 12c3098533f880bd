#include "app/study/study_results.hpp"

#include "app/study/analyses.hpp"
#include "app/study/reduce.hpp"
#include "app/study/study_report.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace trabecula {

namespace {

/// @throws FileError  the run was not made for it
double value_of(const Response& response, const StudyRunResult& result)
{
    if (!response.measure) return response_of(response, result.series);
    const auto found = std::ranges::find(result.morphometry, response.measure->text, &MeasuredValue::name);
    if (found == result.morphometry.end())
        throw FileError(fmt::format("this run was made without measuring {}", response.measure->text));
    return found->value;
}

/// Names of the analyses in a file of results; none where there is no such file, or it cannot be read.
std::vector<std::string> analyses_in(const std::filesystem::path& file)
{
    std::vector<std::string> names;
    try {
        if (std::filesystem::exists(file))
            for (const AnalysisTable& analysis : read_study_table(file).analyses) names.push_back(analysis.name);
    } catch (const FileError&) {
        return {};
    }
    return names;
}

void print_files(const std::filesystem::path& folder, const StudyTable& table)
{
    fmt::print("\n  Table of results:  {}\n                     {}\n", (folder / "study.csv").string(),
               (folder / "study.h5").string());
    for (const AnalysisTable& analysis : table.analyses)
        fmt::print("                     {}\n", (folder / (analysis.name + ".csv")).string());
}

}  // namespace

void take_result(StudyRow& row, const Plan& plan, const StudyRunResult& result)
{
    std::vector<double> responses;
    for (const PlannedResponse& planned : plan.responses) responses.push_back(value_of(planned.response, result));
    row.responses = std::move(responses);
    row.seconds = std::round(1e3 * result.seconds) / 1e3;
    row.memory_megabytes = std::round(1e-5 * static_cast<double>(result.peak_memory_bytes)) / 10.0;
}

std::vector<RunJob> jobs_of(const Study& study, const Plan& plan)
{
    const bool any_measure =
        std::ranges::any_of(study.responses, [](const Response& response) { return response.measure.has_value(); });
    std::vector<RunJob> jobs;
    for (const PlannedRun& run : plan.runs)
        jobs.push_back(
            {run.key, run.arm_hash, run.seed,
             [&study, &base = plan.base, arm = run.arm] { return scenario_of(study, base, study.arms[arm], 0); },
             any_measure ? BoneAtEnd::measured : BoneAtEnd::left});
    return jobs;
}

void note_ends(const CachedRuns& runs, StudyTable& table)
{
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const RunEnd& end = runs.end_of(i);
        table.rows[i].status = end.status;
        table.rows[i].reason = end.reason;
        table.rows[i].log_tail = end.log_tail;
    }
}

void write_tables(const std::filesystem::path& folder, const StudyTable& table)
{
    for (const std::string& name : analyses_in(folder / "study.h5"))
        if (find_analysis(table, name) == nullptr) std::filesystem::remove(folder / (name + ".csv"));
    write_study_table(folder / "study.h5", table);
    write_study_csv(folder / "study.csv", table);
    for (const AnalysisTable& analysis : table.analyses)
        write_analysis_csv(folder / (analysis.name + ".csv"), analysis);
}

void conclude(const Study& study, const StudyOptions& options, StudyTable& table)
{
    write_tables(options.folder, table);  // whatever becomes of the analyses
    table.analyses = analyse(study, table);
    write_tables(options.folder, table);
    if (options.talk != Talk::normal) return;
    print_report(study, table);
    print_files(options.folder, table);
}

}  // namespace trabecula
