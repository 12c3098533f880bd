#pragma once
#include "app/study/study.hpp"
#include "app/study/study_options.hpp"

namespace trabecula {

/// Runs what is missing of a study, several runs at a time, and writes its table of results. Runs no parallel loop
/// before the last worker has ended.
/// @throws InputError  the study is wrong, or the folder is not for it
StudyEnd run_study(const Study& study, const StudyOptions& options);

}  // namespace trabecula
