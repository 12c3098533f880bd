#pragma once
#include "app/study/cached_runs.hpp"
#include "app/study/plan_runs.hpp"

namespace trabecula {

/// How to make each run of a plan. `study` and `plan` are used when they are made.
std::vector<RunJob> jobs_of(const Study& study, const Plan& plan);

/// Takes what a run gave into its row; a row without result keeps numbers that are not known.
/// @throws FileError  the run was not made for this plan
void take_result(StudyRow& row, const Plan& plan, const StudyRunResult& result);

/// Notes in the table how each run ended.
void note_ends(const CachedRuns& runs, StudyTable& table);

/// Writes study.h5, study.csv and a CSV file per analysis, and takes away those of analyses that are no more.
void write_tables(const std::filesystem::path& folder, const StudyTable& table);

/// Makes the analyses, writes all tables, and, where it may talk, prints them. Makes threads.
void conclude(const Study& study, const StudyOptions& options, StudyTable& table);

}  // namespace trabecula
