#pragma once
#include "output/branch_origin.hpp"
#include "output/hdf5_reader.hpp"
#include "output/hdf5_writer.hpp"
#include "output/run_writer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trabecula {

/// Version of all file layouts in docs/file-format.md; raised when an older program could misread a file.
inline constexpr std::int64_t format_version = 1;

/// Attributes at the root of every file.
struct FileHeader {
    std::string kind;  // "frame", "checkpoint", "run", "tissue"
    std::string version;
    std::string git_revision;
    std::string scenario_hash;
    std::uint64_t seed = 0;
    Grid grid;
    std::optional<BranchOrigin> branch;  // absent: the run began at time 0
};

void write_header(const hdf5::GroupWriter& root, std::string_view kind, const RunIdentity& identity, const Grid& grid);

/// @throws hdf5::DamagedFile  not a file of this program, or damaged
/// @throws FileError          another kind of file, or a newer format
FileHeader read_header(const hdf5::GroupReader& root, std::span<const std::string_view> kinds);
FileHeader read_header(const hdf5::GroupReader& root, std::string_view kind);

/// @throws hdf5::DamagedFile  when the file does not hold what was once written
void check_checksum(const hdf5::GroupReader& root);

void write_time_series(const hdf5::GroupWriter& parent, const TimeSeries& series);
TimeSeries read_time_series(const hdf5::GroupReader& parent);

}  // namespace trabecula
