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

/// Adds up the declared columns, and times about a second of steps on a cube cut from the middle of the tissue.
Estimate estimate(const Scenario& scenario);

}  // namespace trabecula
