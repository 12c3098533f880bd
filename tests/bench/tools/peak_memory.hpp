#pragma once

namespace trabecula::bench {

/// Bytes of this process that are in memory now, and the most there were since the start or since `forget_peak`.
/// @throws FileError  on another system than Linux
double resident_bytes();
double peak_bytes();

/// What was freed goes back to the system, and the peak down to what is in memory.
void forget_peak();

}  // namespace trabecula::bench
