#pragma once
#include "app/run/progress.hpp"

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

}  // namespace trabecula
