#pragma once
#include "output/branch_origin.hpp"
#include "output/hdf5_reader.hpp"
#include "output/run_writer.hpp"

#include "agents/begin_columns.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace trabecula {

/// What a state took over from a saved one, whose scenario may have been another.
struct Adopted {
    BranchOrigin origin;
    std::vector<ColumnName> new_columns;  // which the saved state did not have; they are as they were
    std::vector<ColumnName> left_out;     // which this state does not have
};

/// The checkpoints of a run, from which other runs can begin.
class SavedStates {
  public:
    /// A checkpoint: where it is, and when.
    struct Moment {
        std::uint32_t step;
        double time_h;
    };

    /// @param run  a folder, its index, or a packed file
    /// @throws FileError  not a run, a newer format, a truncated or foreign file
    explicit SavedStates(std::filesystem::path run);

    const std::filesystem::path& run() const { return run_; }
    const RunIdentity& identity() const { return identity_; }

    /// Those that can be read, oldest first.
    const std::vector<Moment>& moments() const { return moments_; }

    /// Fills `state`, made from a scenario with the same tissue, and `series`. What the saved state calls the total of
    /// something and `state` does not, or the other way round, is the same column: where nothing binds, all is free.
    /// @throws FileError  no such checkpoint, damaged (its check sum is compared), another grid or set of tables
    Adopted adopt(std::uint32_t step, State& state, TimeSeries& series) const;

  private:
    std::filesystem::path run_;
    std::filesystem::path index_;
    RunIdentity identity_;
    Grid grid_;
    std::vector<Moment> moments_;
    std::map<std::uint32_t, hdf5::GroupReader> open_;  // by step: the run may go on, and remove them meanwhile
};

}  // namespace trabecula
