#include "app/commands/commands.hpp"
#include "app/commands/output_file.hpp"
#include "app/version.hpp"

#include "viz/report/write_report.hpp"

#include "output/atomic_file.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

void add_report(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand(
        "report", "Write a page about runs: outcome, charts, pictures, bone and cells to turn about, sources");
    auto runs = std::make_shared<std::vector<std::filesystem::path>>();
    auto target = std::make_shared<OutputFile>();
    command
        ->add_option("runs", *runs,
                     "folders of runs, their indices, or packed files; the first is what others are compared with")
        ->required()
        ->check(CLI::ExistingPath);
    target->add_to(*command, "HTML file to write")->required();
    command->footer(
        "Runs that differ in nothing but the seed are replicates.\n"
        "Examples:\n"
        "  trabecula report demo-run -o demo.html\n"
        "  trabecula report control-1 control-2 treated-1 treated-2 -o treatment.html");
    command->callback([runs, target, &invocation] {
        target->check();
        const ReportOrigin origin{fmt::format("trabecula {} ({})", program_version, git_revision),
                                  invocation.command_line};
        write_text_file(target->path, report_of(*runs, origin));
        fmt::print("{}\n", target->path);
    });
}

}  // namespace trabecula
