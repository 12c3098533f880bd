#include "viz/render_run.hpp"

#include "viz/chart.hpp"
#include "viz/field_range.hpp"
#include "viz/frame_content.hpp"
#include "viz/labels.hpp"
#include "viz/run_chart.hpp"
#include "viz/ticks.hpp"

#include "output/atomic_file.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr PictureSize smallest{320, 240};
constexpr PictureSize greatest{8000, 8000};

std::string subtitle_of(const RunReader& run)
{
    return fmt::format("seed {}, {} × {} × {} voxels of {} µm", run.seed(), run.grid().nx, run.grid().ny, run.grid().nz,
                       short_number(run.grid().spacing.value));
}

}  // namespace

void check_size(PictureSize size)
{
    if (size.width >= smallest.width && size.height >= smallest.height && size.width <= greatest.width &&
        size.height <= greatest.height)
        return;
    throw InputError(fmt::format("a picture of {} x {} pixels cannot be drawn; give {} x {} to {} x {}", size.width,
                                 size.height, smallest.width, smallest.height, greatest.width, greatest.height));
}

std::vector<std::string> chosen_fields(const RunReader& run, const RenderOptions& options)
{
    const std::vector<std::string> there = field_names(run);
    std::vector<std::string> wanted = options.fields;
    if (options.volume) wanted.push_back(*options.volume);
    for (const auto& name : wanted)
        if (std::ranges::find(there, name) == there.end())
            throw InputError(fmt::format("{} has no field {}{}", run.folder().string(), name, suggestion(name, there)));
    if (!options.fields.empty() || there.empty()) return options.fields;
    return {std::ranges::find(there, "RANKL") != there.end() ? "RANKL" : there.front()};
}

std::size_t chosen_frame(const RunReader& run, const RenderOptions& options)
{
    const std::vector<double>& times = run.frame_times_h();
    if (times.empty()) throw InputError(run.folder().string() + " has no frame yet");
    if (options.frame && *options.frame >= times.size())
        throw InputError(fmt::format("{} has no frame {}; the last one is {}", run.folder().string(), *options.frame,
                                     times.size() - 1));
    if (options.frame) return *options.frame;
    if (!options.time) return times.size() - 1;
    const auto nearest =
        std::ranges::min_element(times, {}, [&](double time_h) { return std::abs(time_h - options.time->value); });
    return static_cast<std::size_t>(nearest - times.begin());
}

Scene volume_scene(const RunReader& run, std::size_t frame, const std::string& field, ValueRange range)
{
    Scene scene{run.title(), Hours{run.frame_times_h().at(frame)}, read_bone(run, frame), {}};
    scene.volume = FieldVolume{read_field(run, frame, field), range};
    return scene;
}

Slice slice_of(const Scene& scene, FieldImage field, CellsInSlices cells)
{
    return {scene.title, scene.time, std::move(field), scene.bone,
            cells == CellsInSlices::shown ? scene.cells : CellImage{}};
}

std::string picture_name(const std::string& kind, std::string field)
{
    std::ranges::replace(field, '/', '_');
    return fmt::format("{}_{}", kind, field);
}

std::filesystem::path made_folder(const RunReader& run, const RenderOptions& options)
{
    std::filesystem::path folder = options.folder.value_or(run.folder() / "pictures");
    make_folder(folder);
    return folder;
}

std::vector<std::filesystem::path> render_run(const RunReader& run, const RenderOptions& options)
{
    check_size(options.size);
    const std::size_t frame = chosen_frame(run, options);
    const std::vector<std::string> fields = chosen_fields(run, options);
    slice_layer(run.grid(), options.axis, options.position);
    const Scene scene = read_scene(run, frame);
    const std::filesystem::path folder = made_folder(run, options);

    std::vector<std::filesystem::path> written;
    const auto write = [&](const Picture& picture, const std::string& name) {
        write_png(picture, folder / name);
        written.push_back(folder / name);
    };
    const SceneView view{options.size, options.camera, options.cut};
    write(draw_scene(scene, view), "bone_cells.png");
    if (options.volume)
        write(draw_scene(volume_scene(run, frame, *options.volume, marrow_range(run, {frame}, *options.volume)), view),
              picture_name("volume", *options.volume) + ".png");
    for (const auto& name : fields)
        write(draw_slice(slice_of(scene, read_field(run, frame, name), options.cells_in_slices),
                         {options.size, options.axis, options.position, options.bone_in_slices}),
              picture_name("slice", name) + ".png");
    if (run.time_series().time_h.empty()) return written;
    Chart chart = chart_of(run.time_series(), run.cell_types(), run.voxel_arrays());
    chart.title = run.title();
    chart.subtitle = subtitle_of(run);
    write(draw_chart(chart, options.size), "time_series.png");
    return written;
}

}  // namespace trabecula
