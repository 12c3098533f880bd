#pragma once
#include "app/attribution/attribution_results.hpp"
#include "app/study/study_options.hpp"

namespace trabecula {

/// Runs what is missing of an attribution, several runs at a time, prints its table, and writes it as CSV, JSON and
/// picture. Runs no parallel loop before the last worker has ended.
/// @throws InputError  the question is wrong, or the folder is not for it
StudyEnd run_attribution(const AttributionQuestion& question, const StudyOptions& options);

}  // namespace trabecula
