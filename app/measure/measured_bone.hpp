#pragma once
#include "lattice/morphometry.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace trabecula {

/// Which frames of a run are asked for.
struct FrameChoice {
    std::optional<std::int64_t> number;  // counted from 0; absent: the last
    bool all = false;
};

/// One frame of a run.
struct FrameTime {
    std::size_t number = 0;
    double time_h = 0.0;
};

/// A bone that was measured; `frame` when it belongs to a run.
struct MeasuredBone {
    std::optional<FrameTime> frame;
    Morphometry found;
};

/// Whether a path is a scan: a file that is not HDF5, or a folder (of slices) that holds no run.
bool is_scan(const std::filesystem::path& path);

/// Calls `visit` with each bone asked for: that of a tissue file or of a frame's file, or those of a run (its folder,
/// its index or a packed file). One bone is in memory at a time.
/// @throws InputError  frames asked of a file that is no run, a frame that the run
///                     does not have, a run without frames
/// @throws FileError   missing, foreign, damaged
void for_bones(const std::filesystem::path& path, const FrameChoice& choice,
               const std::function<void(const SegmentedBone&, std::optional<FrameTime>)>& visit);

}  // namespace trabecula
