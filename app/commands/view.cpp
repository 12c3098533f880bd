#include "app/commands/commands.hpp"
#include "app/commands/drawing_options.hpp"

#include "viz/view/viewer.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

void add_view(CLI::App& program)
{
    CLI::App* command =
        program.add_subcommand("view", "Show a run in a window: turn bone and cells about, move through time");
    auto options = std::make_shared<DrawingOptions>();
    options->add_to(*command);
    command->footer(
        "The window tells its keys. `s` saves what it shows as view_1.png and so on.\n"
        "Examples:\n  trabecula view demo-run\n  trabecula view demo-run --day 14 --field RANKL --cut=half");
    command->callback([options] {
        const RunReader run = as_input([&] { return RunReader(options->run); });
        Viewer viewer(run, options->drawing(), Screen::display);
        for (const auto& picture : viewer.wait()) fmt::print("{}\n", picture.string());
    });
}

}  // namespace trabecula
