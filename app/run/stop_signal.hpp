#pragma once

namespace trabecula {

/// From now on SIGINT and SIGTERM ask for a stop after the present step; a second one ends the program at once.
void watch_for_stop_signals();
bool stop_asked();

}  // namespace trabecula
