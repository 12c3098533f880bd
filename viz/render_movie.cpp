#include "viz/render_movie.hpp"

#include "viz/field_range.hpp"
#include "viz/frame_content.hpp"

#include "output/atomic_file.hpp"

#include "core/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

void check(const RunReader& run, const MovieOptions& options)
{
    check_size(options.drawing.size);
    if (options.pictures_per_second < 1 || options.pictures_per_second > 60)
        throw InputError(
            fmt::format("{} pictures per second cannot be shown; give 1 to 60", options.pictures_per_second));
    if (options.motion == Motion::time && (options.drawing.frame || options.drawing.time))
        throw InputError(
            "a movie over time has all frames; leave --frame and --day out, or take --movie turn, which is of one");
    if (!options.drawing.fields.empty() && options.motion == Motion::turn)
        throw InputError("a slice is not turned; take --movie time, or --volume in place of --field");
    if (!options.drawing.fields.empty() && options.drawing.volume)
        throw InputError("a movie shows slices (--field) or a volume (--volume); leave one of them out");
    if (options.drawing.fields.size() > 1)
        throw InputError("a movie shows slices of one field; give --field once, and make one movie per field");
    chosen_frame(run, options.drawing);
    chosen_fields(run, options.drawing);
    slice_layer(run.grid(), options.drawing.axis, options.drawing.position);
}

std::string name_of(const MovieOptions& options)
{
    const std::string motion = options.motion == Motion::turn ? "_turn" : "_time";
    if (!options.drawing.fields.empty()) return picture_name("slice", options.drawing.fields.front()) + motion;
    if (options.drawing.volume) return picture_name("volume", *options.drawing.volume) + motion;
    return "bone_cells" + motion;
}

void remove_numbered_pictures(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".png" && name.size() == 6 &&
            std::ranges::all_of(name, [](unsigned char c) { return std::isdigit(c) != 0; }))
            remove_file(entry.path());
    }
}

/// Draws the pictures one after the other.
class Sequence {
  public:
    explicit Sequence(fs::path folder) : folder_(std::move(folder)) {}

    void add(const Picture& picture)
    {
        pictures_.push_back(folder_ / fmt::format("{:06}.png", pictures_.size()));
        write_png(picture, pictures_.back());
    }
    const std::vector<fs::path>& pictures() const { return pictures_; }

  private:
    fs::path folder_;
    std::vector<fs::path> pictures_;
};

/// Bone with cells or with a volume in some frames, the volume in one scale of colours.
class SceneReader {
  public:
    SceneReader(const RunReader& run, const std::optional<std::string>& volume, const std::vector<std::size_t>& frames)
        : run_(run), volume_(volume)
    {
        if (volume_) range_ = marrow_range(run, frames, *volume_);
    }

    Scene operator()(std::size_t frame) const
    {
        return volume_ ? volume_scene(run_, frame, *volume_, range_) : read_scene(run_, frame);
    }

  private:
    const RunReader& run_;
    const std::optional<std::string>& volume_;
    ValueRange range_;
};

void draw_over_time(const RunReader& run, const RenderOptions& drawing, Sequence& sequence)
{
    const SceneReader scene(run, drawing.volume, all_frames(run));
    for (const std::size_t frame : all_frames(run))
        sequence.add(draw_scene(scene(frame), {drawing.size, drawing.camera, drawing.cut}));
}

void draw_turn(const RunReader& run, const MovieOptions& options, Sequence& sequence)
{
    const RenderOptions& drawing = options.drawing;
    const std::size_t frame = chosen_frame(run, drawing);
    const Scene scene = SceneReader(run, drawing.volume, {frame})(frame);
    for (int i = 0; i < options.pictures_around; ++i)
        sequence.add(
            draw_scene(scene, {drawing.size, drawing.camera, drawing.cut, 360.0 * i / options.pictures_around}));
}

void draw_slices(const RunReader& run, const RenderOptions& drawing, Sequence& sequence)
{
    const std::string& field = drawing.fields.front();
    SliceView view{drawing.size, drawing.axis, drawing.position, drawing.bone_in_slices};
    view.absent_cells = AbsentCells::listed;
    view.range = slice_range(run, all_frames(run), field, drawing.axis,
                             slice_layer(run.grid(), drawing.axis, drawing.position), drawing.bone_in_slices);
    for (const std::size_t frame : all_frames(run))
        sequence.add(
            draw_slice(slice_of(read_scene(run, frame), read_field(run, frame, field), drawing.cells_in_slices), view));
}

/// The exit status of a program that says nothing; nothing when there is no such program.
std::optional<int> status_of(std::vector<std::string> words)
{
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    const int error = posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return std::nullopt;
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
    return status;
}

/// Players want even sides, and colour at half the resolution.
std::optional<fs::path> encoded(const fs::path& pictures, const fs::path& film, const MovieOptions& options)
{
    fs::path beside = film;
    beside.replace_extension(".tmp" + film.extension().string());
    std::vector<std::string> words{"ffmpeg",     "-y",
                                   "-framerate", std::to_string(options.pictures_per_second),
                                   "-i",         (pictures / "%06d.png").string(),
                                   "-vf",        "pad=ceil(iw/2)*2:ceil(ih/2)*2",
                                   "-pix_fmt",   "yuv420p"};
    if (options.format == MovieFormat::mp4)
        words.insert(words.end(), {"-c:v", "libx264", "-crf", "18", "-movflags", "+faststart"});
    else
        words.insert(words.end(), {"-c:v", "libvpx-vp9", "-crf", "28", "-b:v", "0"});
    words.push_back(beside.string());
    const std::optional<int> status = status_of(words);
    if (!status) return std::nullopt;
    if (*status != 0) {
        remove_file(beside);
        throw FileError(fmt::format("{}: ffmpeg could not make it; the pictures are in {}, and `{}` says why",
                                    film.string(), pictures.string(), fmt::join(words, " ")));
    }
    fs::rename(beside, film);
    return film;
}

}  // namespace

Movie render_movie(const RunReader& run, const MovieOptions& options)
{
    check(run, options);
    const std::string name = name_of(options);
    const fs::path folder = made_folder(run, options.drawing);
    make_folder(folder / name);
    remove_numbered_pictures(folder / name);

    Sequence sequence(folder / name);
    if (options.motion == Motion::turn)
        draw_turn(run, options, sequence);
    else if (options.drawing.fields.empty())
        draw_over_time(run, options.drawing, sequence);
    else
        draw_slices(run, options.drawing, sequence);
    const char* ending = options.format == MovieFormat::mp4 ? ".mp4" : ".webm";
    return {sequence.pictures(), encoded(folder / name, folder / (name + ending), options)};
}

}  // namespace trabecula
