#pragma once
#include "output/branch_origin.hpp"
#include "output/run_profile.hpp"
#include "output/series.hpp"

#include "lattice/grid.hpp"
#include "lattice/segmented_bone.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// How a cell type appears in files and pictures.
struct CellTypeLabel {
    std::string name;
    double radius_um = 0.0;  // of one cell
    double weight = 1.0;     // cells that one agent stands for
};

/// The agents of one frame, all types in one list; rows of a type are consecutive.
struct FrameAgents {
    std::vector<std::array<float, 3>> position_um;
    std::vector<std::uint8_t> type;  // index into RunReader::cell_types()
    std::vector<float> radius_um;
    std::vector<std::uint64_t> id;
};

/// A named array over the voxels of a frame.
struct VoxelArrayLabel {
    std::string group;  // "tissue" or "fields"
    std::string name;
    std::string unit;
    std::string meaning;
    std::string dataset;  // its name in the file, where `name` has characters that HDF5 or ParaView do not take
};

/// Reads a run: its folder, the index file in it, or a packed file (pack.hpp). Every frame that the index lists can be
/// read while the run goes on.
class RunReader {
  public:
    /// @throws FileError  not a run, a newer format, a truncated or foreign file, a frame that the index lists and that
    ///                    is missing (HDF5 alone would read zeros)
    explicit RunReader(const std::filesystem::path& run);

    const std::filesystem::path& folder() const { return folder_; }

    /// The file with the index: RUN/run.vtkhdf, or the packed file.
    const std::filesystem::path& index() const { return index_; }
    const std::string& title() const { return title_; }
    const std::string& resolved_scenario() const { return scenario_; }
    const std::string& version() const { return version_; }
    const std::string& git_revision() const { return git_revision_; }
    const std::string& build_options() const { return build_options_; }
    const std::string& command_line() const { return command_line_; }
    const std::string& scenario_hash() const { return scenario_hash_; }
    std::uint64_t seed() const { return seed_; }

    /// Absent where the run began at time 0.
    const std::optional<BranchOrigin>& branch() const { return branch_; }

    /// Hash of the state at the end; empty while the run has not ended.
    const std::string& final_state_hash() const { return final_state_hash_; }
    const Grid& grid() const { return grid_; }
    const std::vector<CellTypeLabel>& cell_types() const { return cell_types_; }
    const std::vector<VoxelArrayLabel>& voxel_arrays() const { return voxel_arrays_; }
    const std::vector<double>& frame_times_h() const { return frame_times_h_; }
    const std::vector<std::uint32_t>& frame_steps() const { return frame_steps_; }
    const TimeSeries& time_series() const { return time_series_; }

    /// Absent in runs of earlier versions.
    const std::optional<RunProfile>& profile() const { return profile_; }

    /// Values in the shape (nz, ny, nx), as float whatever the stored type.
    /// @throws InputError no such frame or array; FileError damaged
    std::vector<float> voxels(std::size_t frame, const std::string& group, const std::string& name) const;
    FrameAgents agents(std::size_t frame) const;

    /// Bone and outside alone, in less memory than the voxel arrays take.
    /// @throws InputError no such frame; FileError damaged
    SegmentedBone segmented_bone(std::size_t frame) const;

    /// One attribute column of a frame's agents as double, NaN where the type has no such attribute; among
    /// agent_columns() are also type, radius and weight.
    /// @throws InputError no such frame or column; FileError damaged
    std::vector<double> agent_column(std::size_t frame, const std::string& name) const;
    std::vector<std::string> agent_columns(std::size_t frame) const;

    /// The file that holds the frame: its own, or the packed file.
    std::filesystem::path frame_file(std::size_t frame) const;

  private:
    void check_frame(std::size_t frame) const;
    void check_frames_present() const;

    std::filesystem::path folder_;
    std::filesystem::path index_;
    bool packed_ = false;
    std::string title_;
    std::string scenario_;
    std::string version_;
    std::string git_revision_;
    std::string build_options_;
    std::string command_line_;
    std::string scenario_hash_;
    std::string final_state_hash_;
    std::uint64_t seed_ = 0;
    std::optional<BranchOrigin> branch_;
    Grid grid_;
    std::vector<CellTypeLabel> cell_types_;
    std::vector<VoxelArrayLabel> voxel_arrays_;
    std::vector<double> frame_times_h_;
    std::vector<std::uint32_t> frame_steps_;
    TimeSeries time_series_;
    std::optional<RunProfile> profile_;
};

}  // namespace trabecula
