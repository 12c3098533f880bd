#pragma once
#include "output/hdf5_reader.hpp"
#include "output/run_writer.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// "checkpoints/0000000012.h5"
std::string checkpoint_name(std::uint32_t step);

/// The step of such a file.
std::uint32_t checkpoint_step(const std::filesystem::path& file);

/// The checkpoints of a run, oldest first; files that are still being written are left out.
std::vector<std::filesystem::path> checkpoints_in(const std::filesystem::path& folder);

/// Steps of the checkpoints of a run, oldest first: files in its folder, or groups of a packed file.
/// @param index  the root of its index
std::vector<std::uint32_t> checkpoint_steps(const hdf5::GroupReader& index);

/// One of them. @throws FileError  not there, not readable, truncated
hdf5::GroupReader open_checkpoint(const hdf5::GroupReader& index, std::uint32_t step);

/// "0000000012", its name in a packed file.
std::string checkpoint_group(std::uint32_t step);

/// Names of the groups that hold the tables.
std::vector<std::string> table_groups(const std::vector<const Table*>& tables);

/// Whether a table of the state has a row per cell, and so any number of rows.
bool is_population(const State& state, const Table* table);

/// Every state column of every table, without loss, and the time series so far. @throws FileError
void write_checkpoint_file(const std::filesystem::path& path, const RunIdentity& identity, const State& state,
                           const TimeSeries& series);

}  // namespace trabecula
