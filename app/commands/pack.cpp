#include "output/pack.hpp"

#include "app/commands/commands.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

void add_pack(CLI::App& program)
{
    CLI::App* command = program.add_subcommand("pack", "Put a run into one HDF5 file, for sharing and archiving");
    auto run = std::make_shared<std::string>();
    auto target = std::make_shared<std::string>();
    command->add_option("run", *run, "folder of a run")->required();
    command->add_option("-o,--output", *target, "file to write")->required();
    command->footer("Example:\n  trabecula pack demo-run -o demo.vtkhdf");
    command->callback([run, target] {
        pack_run(*run, *target);
        fmt::print("{}\n", *target);
    });
}

}  // namespace trabecula
