#pragma once
#include "app/study/study.hpp"

#include <filesystem>
#include <vector>

namespace trabecula {

/// The arms of a table (CSV) with a column per factor, named after it, and a row per arm; values as `--set` takes them.
/// Notes as a problem, with file and line: a file that cannot be read, a column that is missing, unknown or there
/// twice, a row of another length, a field without a value.
std::vector<Arm> read_arm_table(const std::filesystem::path& file, const std::vector<Factor>& factors,
                                Problems& problems);

}  // namespace trabecula
