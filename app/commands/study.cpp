#include "app/commands/commands.hpp"
#include "app/commands/runs_arguments.hpp"
#include "app/study/read_study.hpp"
#include "app/study/run_study.hpp"

#include <memory>

namespace trabecula {

namespace {

struct Options {
    std::string file;
    std::string folder;
    RunsArguments runs;
};

ExitStatus run(const Options& options)
{
    const Study study = read_study(options.file);
    const std::string folder =
        options.folder.empty() ? std::filesystem::path(options.file).stem().string() + "-study" : options.folder;
    return exit_status_of(run_study(study, options.runs.options(folder)));
}

}  // namespace

void add_study(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand("study", "Run a scenario in many variants and seeds, side by side");
    auto options = std::make_shared<Options>();
    command->add_option("study", options->file, "TOML file of the study (docs/studies.md)")->required();
    command->add_option("-o,--output", options->folder,
                        "folder for the results (default: NAME-study, after the study)");
    options->runs.add_to(*command);
    command->footer(
        "Examples:\n  trabecula study configs/studies/smoke.toml -o smoke\n"
        "  trabecula study configs/studies/smoke.toml -o smoke --resume   (after adding levels, seeds or responses)");
    command->callback([options, &invocation] { invocation.status = run(*options); });
}

}  // namespace trabecula
