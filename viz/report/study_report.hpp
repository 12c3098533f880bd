#pragma once
#include "viz/report/page.hpp"

#include <filesystem>
#include <string>

namespace trabecula {

/// A page of HTML about a study, from its file of results (study.h5): design, means, responses, the analyses that it
/// asked for, failures, provenance. All numbers are the file's; none is computed again.
/// @throws FileError  missing, damaged, not the table of a study
std::string study_report_of(const std::filesystem::path& file, const ReportOrigin& origin);

}  // namespace trabecula
