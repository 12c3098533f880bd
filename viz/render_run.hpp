#pragma once
#include "viz/scene.hpp"
#include "viz/slice.hpp"

#include "output/run_reader.hpp"

#include "core/units.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

enum class CellsInSlices { hidden, shown };

/// What to draw of a run.
struct RenderOptions {
    std::optional<std::filesystem::path> folder;  // for the pictures; RUN/pictures when absent
    std::optional<std::size_t> frame;             // counted from 0
    std::optional<Hours> time;                    // the frame nearest to it; without frame and time, the last one
    PictureSize size;                             // 320 x 240 to 8000 x 8000
    Camera camera = Camera::corner;
    Cut cut = Cut::none;
    std::vector<std::string> fields;    // of the slices; when empty: RANKL, or the first of the run if it has none
    std::optional<std::string> volume;  // a field, drawn as a volume with the bone
    SliceAxis axis = SliceAxis::z;
    std::optional<Micrometres> position;  // of the slices; the middle when absent
    BoneStyle bone_in_slices = BoneStyle::grey;
    CellsInSlices cells_in_slices = CellsInSlices::shown;
};

/// Writes bone_cells.png, volume_<FIELD>.png, slice_<FIELD>.png and time_series.png, each whole or not at all; returns
/// their paths in this order. time_series.png is left out when the run has recorded nothing.
/// @throws InputError  no such frame or field, a size or position out of range, a build without VTK
/// @throws FileError   a picture cannot be written, nothing here can draw, the run is damaged
std::vector<std::filesystem::path> render_run(const RunReader& run, const RenderOptions& options);

/// What pictures, movies and windows choose by the same options. @throws InputError a size out of range, no such frame
/// or field
void check_size(PictureSize size);
std::size_t chosen_frame(const RunReader& run, const RenderOptions& options);
std::vector<std::string> chosen_fields(const RunReader& run, const RenderOptions& options);

/// Bone with the volume of a field.
Scene volume_scene(const RunReader& run, std::size_t frame, const std::string& field, ValueRange range);

/// The frame of the scene as a slice shows it.
Slice slice_of(const Scene& scene, FieldImage field, CellsInSlices cells);

/// "slice" and "RANKL" -> "slice_RANKL", for a file.
std::string picture_name(const std::string& kind, std::string field);

/// @throws FileError when it cannot be made
std::filesystem::path made_folder(const RunReader& run, const RenderOptions& options);

}  // namespace trabecula
