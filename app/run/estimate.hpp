#pragma once
#include "app/scenario/scenario.hpp"

namespace trabecula {

/// What a run will need.
struct Estimate {
    double agents = 0.0;        // at time 0
    double memory_bytes = 0.0;  // at most, of the whole process
    double disk_bytes = 0.0;    // frames and checkpoints, before compression
    double seconds = 0.0;       // with the threads this process may use
    std::size_t voxels = 0;
    double bone_share = 0.0;
    std::uint32_t steps = 0;
    std::size_t frames = 0;
};

/// Adds up the declared columns for the cells that the habitats of the tissue will hold, and times about a second of
/// steps on a cube that has the bone fraction of the whole.
Estimate estimate(const Scenario& scenario);

/// Its memory_bytes alone, without timing anything.
double memory_needed(const Scenario& scenario);

/// A bound of it, several times too high, that costs nothing.
double memory_at_most(const Scenario& scenario);

}  // namespace trabecula
