#pragma once
#include "viz/report/page.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// A page of HTML about runs that needs no network and no other file: what came out, charts, pictures, bone and cells
/// in three dimensions, histomorphometry and morphometry, parameters with their sources, provenance. Runs whose
/// scenarios differ in the seed alone are replicates; others are compared with the first.
/// @throws InputError  a path that is no run, a damaged run, the same run twice
std::string report_of(const std::vector<std::filesystem::path>& runs, const ReportOrigin& origin);

}  // namespace trabecula
