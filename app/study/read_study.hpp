#pragma once
#include "app/study/study.hpp"

#include <filesystem>

namespace trabecula {

/// Columns of the table of results that no factor or response may be called after.
inline constexpr auto result_columns =
    std::to_array<std::string_view>({"arm", "seed", "status", "reason", "run", "seconds", "memory_MB"});

/// Reads a study file, and checks what can be checked without its scenarios.
/// @throws InputError  every problem that was found
Study read_study(const std::filesystem::path& file);

}  // namespace trabecula
