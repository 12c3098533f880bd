#include "app/commands/commands.hpp"
#include "app/study/read_study.hpp"
#include "app/study/run_study.hpp"

#include "core/parallel.hpp"

#include <memory>

namespace trabecula {

namespace {

struct Options {
    std::string file;
    std::string folder;
    int workers = 0;
    bool resume = false, quiet = false;
};

ExitStatus run(const Options& options)
{
    const Study study = read_study(options.file);
    StudyOptions study_options;
    study_options.folder =
        options.folder.empty() ? std::filesystem::path(options.file).stem().string() + "-study" : options.folder;
    study_options.start = options.resume ? StudyStart::resume : StudyStart::fresh;
    study_options.talk = options.quiet ? Talk::quiet : Talk::normal;
    study_options.workers = options.workers > 0 ? options.workers : usable_threads();
    switch (run_study(study, study_options)) {
        case StudyEnd::finished:
            return ExitStatus::done;
        case StudyEnd::some_failed:
            return ExitStatus::failed;
        case StudyEnd::stopped_by_signal:
            return ExitStatus::stopped_by_signal;
    }
    return ExitStatus::failed;
}

}  // namespace

void add_study(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand("study", "Run a scenario in many variants and seeds, side by side");
    auto options = std::make_shared<Options>();
    command->add_option("study", options->file, "TOML file of the study (docs/studies.md)")->required();
    command->add_option("-o,--output", options->folder,
                        "folder for the results (default: NAME-study, after the study)");
    command
        ->add_option("-j,--jobs", options->workers,
                     "runs at a time, of one thread each (default: the threads this process may use)")
        ->check(CLI::Range(1, 1024));
    command->add_flag("--resume", options->resume, "run only what is missing in the folder");
    command->add_flag("-q,--quiet", options->quiet, "print nothing but errors");
    command->footer(
        "Examples:\n  trabecula study configs/studies/smoke.toml -o smoke\n"
        "  trabecula study configs/studies/smoke.toml -o smoke --resume   (after adding levels, seeds or responses)");
    command->callback([options, &invocation] { invocation.status = run(*options); });
}

}  // namespace trabecula
