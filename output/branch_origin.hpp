#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace trabecula {

/// The saved state of another run that a run began from.
struct BranchOrigin {
    std::string run;            // as it was named then; for people
    std::string scenario_hash;  // of that run
    std::uint64_t seed = 0;     // of that run
    double time_h = 0.0;        // of the state, and so of the beginning
    std::string state_hash;

    /// Wherever the files of that run lie.
    bool operator==(const BranchOrigin& other) const
    {
        return scenario_hash == other.scenario_hash && seed == other.seed && time_h == other.time_h &&
               state_hash == other.state_hash;
    }
};

/// "28 d", "20 h"
std::string moment_text(double time_h);

/// "28 d of warm-up", "time 0" for a run that is no branch.
std::string beginning_text(const std::optional<BranchOrigin>& origin);

}  // namespace trabecula
