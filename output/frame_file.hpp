#pragma once
#include "output/hdf5_reader.hpp"
#include "output/hdf5_writer.hpp"
#include "output/run_writer.hpp"

#include "agents/state.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// An array of a frame file: /group/dataset.
struct FrameArray {
    std::string group;  // "tissue", "fields" or "agents"
    std::string dataset;
    hdf5::Label label;
    hdf5::NumberType type = hdf5::NumberType::float32;
    bool operator==(const FrameArray& other) const
    {
        return group == other.group && dataset == other.dataset && type == other.type;
    }
};

/// The arrays of a frame; the same in all frames of a run.
struct FrameLayout {
    std::vector<FrameArray> voxels;  // shape (nz, ny, nx)
    std::vector<FrameArray> agents;  // one number per agent; position, vert, offs are not listed
    bool operator==(const FrameLayout&) const = default;
};

/// What the index knows of a frame.
struct FrameRecord {
    std::string file;  // relative to the folder of the run: "frames/000000.h5"
    std::uint32_t step = 0;
    double time_h = 0.0;
    std::uint64_t agents = 0;
    std::string checksum;
    std::string state_hash;
};

/// "frames/000012.h5"
std::string frame_name(std::size_t frame);

/// All shown columns of all tables of the state. @throws FileError
void write_frame_file(const std::filesystem::path& path, const RunIdentity& identity, const State& state);

/// @throws FileError  missing, foreign, damaged, newer
FrameRecord read_frame_record(const std::filesystem::path& folder, std::size_t frame);
FrameLayout read_frame_layout(const hdf5::GroupReader& frame);

/// The agents' part of a frame, in the group `agents`: common columns, and the union of the other shown columns.
void write_agents(const hdf5::GroupWriter& root, const RunIdentity& identity, const State& state);

/// How a column appears in frames: uint64 as int64, which ParaView reads right.
hdf5::NumberType shown_type(ScalarType type);

}  // namespace trabecula
