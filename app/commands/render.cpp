#include "app/commands/commands.hpp"

#include "viz/render_run.hpp"

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

void render(const Options& options)
{
    const RunReader run(options.run);
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
    for (const auto& picture : render_run(run, drawing)) fmt::print("{}\n", picture.string());
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
    command->footer(
        "Examples:\n  trabecula render demo-run\n  trabecula render demo-run --day 14 --field TNF --cut -o day14");
    command->callback([options] { render(*options); });
}

}  // namespace trabecula
