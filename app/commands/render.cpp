#include "app/commands/chosen_word.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/drawing_options.hpp"

#include "viz/render_movie.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

namespace {

struct Options : DrawingOptions {
    std::string movie, format = "mp4";
    std::optional<std::string> volume;
    int pictures_per_second = 12;

    RenderOptions drawing() const
    {
        RenderOptions drawing = DrawingOptions::drawing();
        drawing.volume = volume;
        return drawing;
    }
};

void make_movie(const RunReader& run, const Options& options)
{
    MovieOptions movie;
    movie.drawing = options.drawing();
    movie.motion = chosen_word<Motion>("--movie", options.movie, {{"time", Motion::time}, {"turn", Motion::turn}});
    movie.format =
        chosen_word<MovieFormat>("--format", options.format, {{"mp4", MovieFormat::mp4}, {"webm", MovieFormat::webm}});
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
    for (const auto& picture : render_run(run, options.drawing())) fmt::print("{}\n", picture.string());
}

}  // namespace

void add_render(CLI::App& program)
{
    CLI::App* command = program.add_subcommand("render", "Draw a run: bone and cells, a slice of a field, time series");
    auto options = std::make_shared<Options>();
    options->add_to(*command);
    command->add_option("--volume", options->volume, "field to draw as a volume, with the bone");
    command->add_option("--movie", options->movie,
                        "a movie of bone and cells, of the --volume, or of slices of a --field: time (all frames) or "
                        "turn (once around one frame)");
    command->add_option("--format", options->format, "of the movie: mp4 or webm")->capture_default_str();
    command->add_option("--fps", options->pictures_per_second, "pictures per second of the movie")
        ->capture_default_str();
    command->footer(
        "Examples:\n  trabecula render demo-run\n  trabecula render demo-run --day 14 --field TNF --cut -o day14\n"
        "  trabecula render demo-run --volume RANKL --cut\n  trabecula render demo-run --movie turn --cut\n"
        "  trabecula render demo-run --movie time --field RANKL");
    command->callback([options] { render(*options); });
}

}  // namespace trabecula
