#include "viz/render_movie.hpp"

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
    chosen_frame(run, options.drawing);
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

    void draw(const Scene& scene, const SceneView& view)
    {
        pictures_.push_back(folder_ / fmt::format("{:06}.png", pictures_.size()));
        write_png(draw_scene(scene, view), pictures_.back());
    }
    const std::vector<fs::path>& pictures() const { return pictures_; }

  private:
    fs::path folder_;
    std::vector<fs::path> pictures_;
};

void draw_over_time(const RunReader& run, const SceneView& view, Sequence& sequence)
{
    for (std::size_t frame = 0; frame < run.frame_times_h().size(); ++frame)
        sequence.draw(read_scene(run, frame), view);
}

void draw_turn(const Scene& scene, SceneView view, int pictures, Sequence& sequence)
{
    for (int i = 0; i < pictures; ++i) {
        view.turn_degrees = 360.0 * i / pictures;
        sequence.draw(scene, view);
    }
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
    const bool turns = options.motion == Motion::turn;
    const std::string motion = turns ? "turn" : "time";
    const fs::path folder = made_folder(run, options.drawing);
    make_folder(folder / motion);
    remove_numbered_pictures(folder / motion);

    Sequence sequence(folder / motion);
    const SceneView view{options.drawing.size, options.drawing.camera, options.drawing.cut};
    if (turns)
        draw_turn(read_scene(run, chosen_frame(run, options.drawing)), view, options.pictures_around, sequence);
    else
        draw_over_time(run, view, sequence);
    const char* ending = options.format == MovieFormat::mp4 ? "mp4" : "webm";
    return {sequence.pictures(),
            encoded(folder / motion, folder / fmt::format("bone_cells_{}.{}", motion, ending), options)};
}

}  // namespace trabecula
