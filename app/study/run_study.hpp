#pragma once
#include "app/run/progress.hpp"
#include "app/study/study.hpp"

#include <filesystem>

namespace trabecula {

enum class StudyStart { fresh, resume };

struct StudyOptions {
    std::filesystem::path folder;
    StudyStart start = StudyStart::fresh;
    Talk talk = Talk::normal;
    int workers = 1;
};

enum class StudyEnd { finished, some_failed, stopped_by_signal };

/// Runs what is missing of a study, several runs at a time, and writes its table of results. Runs no parallel loop
/// before the last worker has ended.
/// @throws InputError  the study is wrong, or the folder is not for it
StudyEnd run_study(const Study& study, const StudyOptions& options);

}  // namespace trabecula
