#include "app/commands/commands.hpp"
#include "app/commands/scenario_arguments.hpp"
#include "app/run/paired_effect.hpp"
#include "app/run/run_scenario.hpp"

#include "core/parallel.hpp"

#include <limits>
#include <memory>

namespace trabecula {

namespace {

struct Options {
    ScenarioArguments scenario;
    std::string folder;
    std::string untreated;
    std::int64_t seed = -1;
    int threads = 0;
    bool resume = false, force = false, quiet = false, profile = false, against_untreated = false;
};

ExitStatus run(const Options& options, const std::string& command_line)
{
    ScenarioArguments arguments = options.scenario;
    if (options.seed >= 0) arguments.changes.settings.push_back("time.seed=" + std::to_string(options.seed));
    const Scenario scenario = arguments.load();
    const std::filesystem::path stem = std::filesystem::path(arguments.file).stem();
    const int threads = options.threads > 0 ? options.threads : usable_threads();
    ThreadLimit limit(threads);
    RunOptions run_options;
    run_options.folder = options.folder.empty() ? stem.string() + "-run" : options.folder;
    run_options.start = options.resume ? Start::resume : options.force ? Start::replace : Start::fresh;
    run_options.talk = options.quiet ? Talk::quiet : Talk::normal;
    run_options.profile = options.profile;
    run_options.command_line = command_line;
    run_options.threads = threads;
    const std::filesystem::path untreated =
        options.untreated.empty() ? run_options.folder.string() + "-untreated" : options.untreated;
    const RunEnd end = limit.run([&] {
        return options.against_untreated || !options.untreated.empty()
                   ? run_against_untreated(scenario, run_options, untreated)
                   : run_scenario(scenario, run_options);
    });
    return end == RunEnd::finished ? ExitStatus::done : ExitStatus::stopped_by_signal;
}

}  // namespace

void add_run(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand("run", "Run a scenario, or go on with a run");
    auto options = std::make_shared<Options>();
    options->scenario.add_to(*command);
    command->add_option("-o,--output", options->folder,
                        "folder for the results (default: NAME-run, after the scenario)");
    command->add_option("--seed", options->seed, "seed of the random numbers, instead of time.seed")
        ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max(), "WHOLE NUMBER"));
    command
        ->add_option("--threads", options->threads,
                     "threads (default: all this process may use); the results do not depend on it")
        ->check(CLI::Range(1, 1024));
    auto* resume = command->add_flag("--resume", options->resume, "go on from the last checkpoint, to the same bits");
    command->add_flag("--force", options->force, "replace a run that is there")->excludes(resume);
    command->add_flag("-q,--quiet", options->quiet, "print nothing but errors");
    command->add_flag("--profile", options->profile, "print where the time went, by stage of a step and by field");
    command->add_flag("--against-untreated", options->against_untreated,
                      "run the same without interventions too, into OUTPUT-untreated, and tell what they did");
    command->add_option("--untreated", options->untreated,
                        "the same, with the untreated run in this folder: one that is there, or to be made");
    command->footer(
        "Examples:\n  trabecula run configs/scenarios/demo.toml\n"
        "  trabecula run configs/scenarios/demo-berberine.toml --against-untreated\n"
        "  trabecula run configs/scenarios/demo.toml -o short --set time.duration='2 d' --seed 7\n"
        "  trabecula run configs/scenarios/demo.toml -o short --set time.duration='2 d' --seed 7 --resume");
    command->callback([options, &invocation] { invocation.status = run(*options, invocation.command_line); });
}

}  // namespace trabecula
