#pragma once

namespace trabecula::bench {

/// Hands over to Google Benchmark: a full rulebook, and each stage of a step.
/// @returns the exit status
int run_timed_parts(int count, char** words);

}  // namespace trabecula::bench
