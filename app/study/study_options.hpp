#pragma once
#include "app/run/progress.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>

namespace trabecula {

enum class StudyStart { fresh, resume };

/// One of the parts in which a study is run, as on the nodes of a cluster: runs number, number + count, ...
struct Shard {
    std::size_t number = 1;  // from 1
    std::size_t count = 1;
};

struct StudyOptions {
    std::filesystem::path folder;
    StudyStart start = StudyStart::fresh;
    Talk talk = Talk::normal;
    int workers = 1;
    bool any_memory = false;          // so many workers even where the memory seems too small
    std::optional<Shard> shard = {};  // absent: the whole study
};

enum class StudyEnd { finished, some_failed, stopped_by_signal };

}  // namespace trabecula
