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
    RenderOptions drawing;  // of its fields at most one
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

/// Draws bone and cells, or bone and the volume of a field, or slices of a field, as the options choose, as pictures
/// NAME/NNNNNN.png in the folder of the options (numbered pictures of an earlier movie are removed), and has ffmpeg
/// make NAME.mp4 or .webm of them. NAME is bone_cells_time, volume_RANKL_turn, slice_RANKL_time and so on. A turn keeps
/// one scale of lengths, and every movie one scale of colours.
/// @throws InputError  a frame chosen for a movie over time, slices in a turn, slices and a volume, no frame, no such
///                     field, a number or position out of range, a build without VTK
/// @throws FileError   a picture cannot be written, ffmpeg fails, nothing here can draw, the run is damaged
Movie render_movie(const RunReader& run, const MovieOptions& options);

}  // namespace trabecula
