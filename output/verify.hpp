#pragma once
#include "output/branch_origin.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace trabecula {

/// What a check of a run found.
struct VerifyReport {
    std::size_t frames = 0;             // listed in the index
    std::size_t checkpoints = 0;        // in the folder, or in the packed file
    std::vector<std::string> problems;  // one line each, with file and remedy; empty: all is as it was written
    std::string state_hash;             // of the final state; of the latest state on disk while the run has not ended
    bool ended = false;
    std::optional<BranchOrigin> branch;  // absent: it began at time 0
    std::set<std::string> programs;      // versions and revisions that wrote frames and checkpoints
    bool sound() const { return problems.empty(); }
};

/// Reads every file of a run (a folder, its index, or a packed file) and compares contents with the check sums that
/// were written with them.
/// @throws FileError  when the index itself cannot be read
VerifyReport verify_run(const std::filesystem::path& run);

}  // namespace trabecula
