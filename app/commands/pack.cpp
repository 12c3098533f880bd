#include "output/pack.hpp"

#include "app/commands/commands.hpp"
#include "app/commands/output_file.hpp"

#include "output/run_reader.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

void add_pack(CLI::App& program)
{
    CLI::App* command = program.add_subcommand("pack", "Put a run into one HDF5 file, for sharing and archiving");
    auto run = std::make_shared<std::string>();
    auto target = std::make_shared<OutputFile>();
    command->add_option("run", *run, "folder of a run")->required()->check(CLI::ExistingPath);
    auto checkpoints = std::make_shared<bool>(false);
    target->add_to(*command, "file to write")->required();
    command->add_flag("--checkpoints", *checkpoints,
                      "put the checkpoints in, too, so that other runs can begin from them");
    command->footer("Example:\n  trabecula pack demo-run -o demo.vtkhdf");
    command->callback([run, target, checkpoints] {
        target->check();
        as_input([&] { return RunReader(*run); });
        pack_run(*run, target->path, *checkpoints ? WithCheckpoints::yes : WithCheckpoints::no);
        fmt::print("{}\n", target->path);
    });
}

}  // namespace trabecula
