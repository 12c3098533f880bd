#pragma once
#include "viz/render_run.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

namespace trabecula {

/// What moves: time, from the first frame of the run to the last; or the eye, once around one frame.
enum class Motion { time, turn };

enum class MovieFormat { mp4, webm };

struct MovieOptions {
    RenderOptions drawing;  // its fields and slices have no part in a movie
    Motion motion = Motion::time;
    MovieFormat format = MovieFormat::mp4;
    int pictures_per_second = 12;  // 1 to 60
    int pictures_around = 72;      // of a turn
};

/// What was made.
struct Movie {
    std::vector<std::filesystem::path> pictures;
    std::optional<std::filesystem::path> film;  // absent where there is no ffmpeg
};

/// Draws bone and cells with time, scale and legend as pictures MOTION/NNNNNN.png in the folder of the options
/// (numbered pictures of an earlier movie are removed), and has ffmpeg make bone_cells_MOTION.mp4 or .webm of them. A
/// turn keeps one scale.
/// @throws InputError  a frame chosen for a movie over time, no frame, a number out of range, a build without VTK
/// @throws FileError   a picture cannot be written, ffmpeg fails, nothing here can draw, the run is damaged
Movie render_movie(const RunReader& run, const MovieOptions& options);

}  // namespace trabecula
