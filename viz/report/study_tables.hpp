#pragma once
#include "viz/report/html.hpp"

#include "output/study_file.hpp"

#include <filesystem>

namespace trabecula {

/// What was studied: runs and their cost, factors, responses.
Html design_section(const StudyTable& table);

/// Mean and interval of each response in each arm; empty for designs that sample.
Html arms_section(const StudyTable& table);

/// Runs that failed, with the reason and their last words; empty where none did.
Html failures_section(const StudyTable& table);

/// File, program, and the study file.
Html provenance_section(const StudyTable& table, const std::filesystem::path& file);

}  // namespace trabecula
