#pragma once
#include "output/run_writer.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// "checkpoints/0000000012.h5"
std::string checkpoint_name(std::uint32_t step);

/// The checkpoints of a run, oldest first; files that are still being written are left out.
std::vector<std::filesystem::path> checkpoints_in(const std::filesystem::path& folder);

/// Every state column of every table, without loss, and the time series so far. @throws FileError
void write_checkpoint_file(const std::filesystem::path& path, const RunIdentity& identity, const State& state,
                           const TimeSeries& series);

}  // namespace trabecula
