#include "app/commands/commands.hpp"
#include "app/commands/output_file.hpp"
#include "app/version.hpp"

#include "viz/report/study_report.hpp"
#include "viz/report/write_report.hpp"

#include "output/atomic_file.hpp"
#include "output/study_file.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace trabecula {

namespace {

/// @throws InputError  a study among other things
std::string page_about(const std::vector<std::filesystem::path>& given, const ReportOrigin& origin)
{
    const auto is_study = [](const std::filesystem::path& path) { return study_file_at(path).has_value(); };
    const auto study = std::ranges::find_if(given, is_study);
    if (study == given.end()) {
        for (const std::filesystem::path& path : given)
            if (std::filesystem::is_directory(path / "runs"))
                throw InputError(fmt::format(
                    "{} is a study without tables: it was stopped, or its shards are not merged; go on with "
                    "trabecula study --resume, or --merge, and then make the page",
                    path.string()));
        return report_of(given, origin);
    }
    if (given.size() > 1)
        throw InputError(fmt::format("{} is a study, whose page shows nothing else; give it alone, or give runs only",
                                     study->string()));
    return study_report_of(*study_file_at(*study), origin);
}

}  // namespace

void add_report(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand(
        "report",
        "Write a page about runs (outcome, charts, pictures, bone and cells to turn about, sources) or about a study");
    auto runs = std::make_shared<std::vector<std::filesystem::path>>();
    auto target = std::make_shared<OutputFile>();
    command
        ->add_option(
            "runs", *runs,
            "folders of runs, their indices, or packed files; the first is what others are compared with. Or one "
            "study: its folder or its study.h5")
        ->required()
        ->check(CLI::ExistingPath);
    target->add_to(*command, "HTML file to write")->required();
    command->footer(
        "Runs that differ in nothing but the seed are replicates.\n"
        "Examples:\n"
        "  trabecula report demo-run -o demo.html\n"
        "  trabecula report control-1 control-2 treated-1 treated-2 -o treatment.html\n"
        "  trabecula report smoke-study -o smoke.html");
    command->callback([runs, target, &invocation] {
        target->check();
        const ReportOrigin origin{fmt::format("trabecula {} ({})", program_version, git_revision),
                                  invocation.command_line};
        write_text_file(target->path, page_about(*runs, origin));
        fmt::print("{}\n", target->path);
    });
}

}  // namespace trabecula
