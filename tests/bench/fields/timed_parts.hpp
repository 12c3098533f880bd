#pragma once

namespace trabecula::bench {

/// Hands over to Google Benchmark: one cycle without and with bone, and the triad.
/// @returns the exit status
int run_timed_parts(int count, char** words);

}  // namespace trabecula::bench
