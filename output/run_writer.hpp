#pragma once
#include "output/branch_origin.hpp"
#include "output/run_profile.hpp"
#include "output/run_reader.hpp"
#include "output/series.hpp"

#include "agents/state.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// What a run says about itself in each of its files.
struct RunIdentity {
    std::string title;
    std::string resolved_scenario;  // TOML, complete: the run can be repeated from it
    std::string scenario_hash;
    std::string version;
    std::string git_revision;
    std::string build_options;
    std::string command_line;
    std::uint64_t seed = 0;
    std::vector<CellTypeLabel> cell_types;    // in the order of State::populations
    std::optional<BranchOrigin> branch = {};  // absent: it began at time 0
};

/// "trabecula 0.1.0 (a1b2c3d)"
std::string program_text(std::string_view version, std::string_view git_revision);

/// Which checkpoints stay: the newest of all, and as many as `newest` (at least 1) of those that are due.
struct KeptCheckpoints {
    int newest = 1;
    std::uint32_t every = 0;  // steps; due at multiples of it. 0: all are due
};

/// Writes the folder of a run: frames/NNNNNN.h5, checkpoints/NNNNNNNNNN.h5 (by step), the index run.vtkhdf,
/// time_series.csv, run_fields.xdmf and run_agents.xdmf (docs/file-format.md). Every file is written beside its name,
/// closed, synced and renamed, so that a kill at any moment leaves all earlier frames readable.
class RunWriter {
  public:
    /// Makes the folder, or goes on in it after the frames that are there (see forget_frames_after).
    /// @throws FileError  with the path and the remedy: no permission, no space, not a folder, a run of another
    ///                    scenario or grid, a frame that is damaged or missing
    RunWriter(std::filesystem::path folder, RunIdentity identity, const Grid& grid);
    ~RunWriter();
    RunWriter(RunWriter&&) noexcept;
    RunWriter& operator=(RunWriter&&) noexcept;

    std::size_t frame_count() const;

    /// Whether `finish` was called, now or by an earlier program.
    bool ended() const;

    /// Writes the frame of the present state and then the index and the XDMF files anew. A second frame of the same
    /// step is not written; frames of later steps, which a run that began anew has outdated, are dropped.
    void write_frame(const State& state, const TimeSeries& series);

    /// Takes over what the run has cost so far; every index written from now on says it.
    void set_profile(RunProfile profile);

    /// Writes the index alone (time series at the end of a run).
    void write_index(const TimeSeries& series);

    /// Writes time series and XDMF files anew where they were lost or changed.
    void write_companions() const;

    /// What of an earlier run into the folder could not be read, and is made anew.
    const std::vector<std::string>& notes() const;

    /// Records the hash of the final state and writes the index. A run that has one has ended.
    void finish(const State& state, const TimeSeries& series);

    /// Saves everything that `restore` needs; removes checkpoints that `keep` does not name, and those of later steps,
    /// which a run that was resumed from an earlier checkpoint has outdated.
    void write_checkpoint(const State& state, const TimeSeries& series, KeptCheckpoints keep);

    /// Drops frames and observations later than the checkpoint that a run goes on from.
    void forget_frames_after(double time_h);

  private:
    struct Content;
    std::unique_ptr<Content> content_;
};

/// Whether the folder holds an index, frames or checkpoints of a run.
bool holds_run(const std::filesystem::path& folder);

/// Removes the files of a run from its folder, so that it can start anew; other files in it stay. @throws FileError
void remove_run(const std::filesystem::path& folder);

/// The newest checkpoint in a run's folder; empty path when there is none.
std::filesystem::path newest_checkpoint(const std::filesystem::path& folder);

/// Fills `state` (made from the same scenario: same tables and columns) and `series` from a checkpoint. Derived
/// columns are not restored.
/// @throws FileError  another scenario (its hash is compared), another grid, missing columns, damaged (the state's
///                    hash is compared); `state` is then not to be used
void restore(const std::filesystem::path& checkpoint, const std::string& scenario_hash, State& state,
             TimeSeries& series);

/// What `restore_newest` did.
struct Restored {
    std::filesystem::path checkpoint;    // empty: there is none, start at the beginning
    std::vector<std::string> notes;      // for the user: each newer checkpoint that is damaged and was passed over
    std::optional<BranchOrigin> branch;  // of the run that saved it
    std::string program;                 // version and revision that saved it
};

/// Restores from the newest checkpoint that is not damaged.
/// @throws FileError  all are damaged, or the newest good one is of another scenario, grid or format
Restored restore_newest(const std::filesystem::path& folder, const std::string& scenario_hash, State& state,
                        TimeSeries& series);

}  // namespace trabecula
