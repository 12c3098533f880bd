#pragma once

namespace trabecula {

/// From now on SIGINT and SIGTERM ask for a stop after the present step; a second one ends the program at once.
void watch_for_stop_signals();
bool stop_asked();

/// From now on SIGUSR1 asks for a checkpoint after the present step; the run goes on.
void watch_for_save_signals();

/// Whether a checkpoint was asked for since the last call.
bool take_wish_to_save();

}  // namespace trabecula
