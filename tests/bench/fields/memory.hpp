#pragma once
#include "lattice/grid.hpp"

namespace trabecula::bench {

/// Bytes per voxel at the peak of making and solving so many fields without bone: by how much the resident set of this
/// process (VmHWM of /proc/self/status) grew. Linux only.
/// @throws FileError  when /proc cannot be read
double peak_bytes_per_voxel(const Grid& grid, int fields);

}  // namespace trabecula::bench
