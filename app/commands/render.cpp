#include "app/commands/commands.hpp"

#include "viz/render_movie.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

namespace {

struct Options {
    std::string run, folder;
    std::vector<std::string> fields;
    std::optional<std::size_t> frame;
    std::optional<double> day;
    std::string camera = "corner", axis = "z";
    bool cut = false;
    std::vector<int> size;
    std::string movie, format = "mp4";
    int pictures_per_second = 12;
};

template <class Choice>
Choice chosen(const std::string& option, const std::string& word,
              const std::vector<std::pair<std::string, Choice>>& choices)
{
    std::vector<std::string> words;
    for (const auto& [name, value] : choices) {
        if (name == word) return value;
        words.push_back(name);
    }
    throw InputError(fmt::format("{} = \"{}\" is not known{}", option, word, suggestion(word, words)));
}

RenderOptions drawing_of(const Options& options)
{
    RenderOptions drawing;
    if (!options.folder.empty()) drawing.folder = options.folder;
    drawing.frame = options.frame;
    if (options.day) drawing.time = Hours{*options.day * 24.0};
    drawing.fields = options.fields;
    drawing.camera = chosen<Camera>("--camera", options.camera,
                                    {{"corner", Camera::corner}, {"front", Camera::front}, {"top", Camera::top}});
    drawing.axis =
        chosen<SliceAxis>("--axis", options.axis, {{"x", SliceAxis::x}, {"y", SliceAxis::y}, {"z", SliceAxis::z}});
    drawing.cut = options.cut ? Cut::octant : Cut::none;
    if (!options.size.empty()) drawing.size = {options.size[0], options.size[1]};
    return drawing;
}

void make_movie(const RunReader& run, const Options& options)
{
    if (!options.fields.empty()) throw InputError("--movie shows bone and cells, not --field; leave one of them out");
    MovieOptions movie;
    movie.drawing = drawing_of(options);
    movie.motion = chosen<Motion>("--movie", options.movie, {{"time", Motion::time}, {"turn", Motion::turn}});
    movie.format =
        chosen<MovieFormat>("--format", options.format, {{"mp4", MovieFormat::mp4}, {"webm", MovieFormat::webm}});
    movie.pictures_per_second = options.pictures_per_second;
    const Movie made = render_movie(run, movie);
    fmt::print("{} to {}\n", made.pictures.front().string(), made.pictures.back().filename().string());
    if (made.film)
        fmt::print("{}\n", made.film->string());
    else
        fmt::print("No film was made of them: there is no ffmpeg; install ffmpeg and start again.\n");
}

void render(const Options& options)
{
    const RunReader run = as_input([&] { return RunReader(options.run); });
    if (!options.movie.empty()) return make_movie(run, options);
    for (const auto& picture : render_run(run, drawing_of(options))) fmt::print("{}\n", picture.string());
}

}  // namespace

void add_render(CLI::App& program)
{
    CLI::App* command = program.add_subcommand("render", "Draw a run: bone and cells, a slice of a field, time series");
    auto options = std::make_shared<Options>();
    command->add_option("run", options->run, "folder of a run, its index, or a packed file")
        ->required()
        ->check(CLI::ExistingPath);
    command->add_option("-o,--output", options->folder, "folder for the pictures (default: RUN/pictures)");
    auto* frame = command->add_option("--frame", options->frame, "frame to draw, counted from 0 (default: the last)");
    command->add_option("--day", options->day, "draw the frame nearest to this day")->excludes(frame);
    command->add_option("--field", options->fields, "field of the slice; may be given several times")
        ->allow_extra_args(false);
    command->add_option("--camera", options->camera, "corner, front or top")->capture_default_str();
    command->add_option("--axis", options->axis, "axis across the slice: x, y or z")->capture_default_str();
    command->add_flag("--cut", options->cut, "cut a corner away to see the cells inside");
    command->add_option("--size", options->size, "width and height in pixels")->expected(2);
    command->add_option("--movie", options->movie,
                        "a movie of bone and cells: time (all frames) or turn (once around one frame)");
    command->add_option("--format", options->format, "of the movie: mp4 or webm")->capture_default_str();
    command->add_option("--fps", options->pictures_per_second, "pictures per second of the movie")
        ->capture_default_str();
    command->footer(
        "Examples:\n  trabecula render demo-run\n  trabecula render demo-run --day 14 --field TNF --cut -o day14\n"
        "  trabecula render demo-run --movie turn --cut");
    command->callback([options] { render(*options); });
}

}  // namespace trabecula
