#include "app/attribution/run_attribution.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/option_quantity.hpp"
#include "app/commands/runs_arguments.hpp"
#include "app/commands/scenario_arguments.hpp"

#include <algorithm>
#include <limits>
#include <memory>

namespace trabecula {

namespace {

struct Options {
    ScenarioArguments scenario;
    AttributionQuestion question;
    std::string from;
    std::string reduce = "last";
    std::string folder;
    RunsArguments runs;
};

ExitStatus run(const Options& options, Invocation& invocation)
{
    AttributionQuestion question = options.question;
    question.scenario = options.scenario.file;
    question.changes = options.scenario.changes;
    const auto word = std::ranges::find(reduce_words, options.reduce);
    question.reduce = static_cast<Reduce>(word - reduce_words.begin());
    if (!options.from.empty()) question.from = option_quantity<TimeDimension>(UnitSystem(), "--from", options.from);
    const std::string folder = options.folder.empty()
                                   ? std::filesystem::path(options.scenario.file).stem().string() + "-attribution"
                                   : options.folder;
    return exit_status_of(run_attribution(question, options.runs.options(folder, invocation)));
}

}  // namespace

void add_attribute(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand(
        "attribute",
        "Through which cells and pathways a compound acts: each of its targets switched off, and on alone");
    auto options = std::make_shared<Options>();
    options->scenario.add_to(*command);
    command->add_option("--compound", options->question.compound, "compound that the scenario gives")->required();
    command->add_option("--readout", options->question.readouts, "time series of a run, as many as are asked for")
        ->capture_default_str();
    command->add_option("--reduce", options->reduce, "how a series becomes one number")
        ->check(CLI::IsMember(reduce_words))
        ->capture_default_str();
    command->add_option("--from", options->from, "only observations from then on: '14 d'");
    command->add_option("--replicates", options->question.replicates, "seeds of each arm")
        ->check(CLI::Range(2, 10000))
        ->capture_default_str();
    command->add_option("--first-seed", options->question.first_seed, "the seeds are this and those that follow")
        ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max() - 10000, "WHOLE NUMBER"))
        ->capture_default_str();
    command->add_option("-o,--output", options->folder,
                        "folder that keeps runs and results (default: NAME-attribution, after the scenario)");
    options->runs.add_to(*command);
    command->footer(
        "Examples:\n"
        "  trabecula attribute configs/scenarios/demo-icariin.toml --compound icariin -o icariin\n"
        "  trabecula attribute configs/scenarios/demo-icariin.toml --compound icariin --readout osteoclast.count "
        "--reduce mean --from '14 d' --replicates 8 -o icariin --resume");
    command->callback([options, &invocation] { invocation.status = run(*options, invocation); });
}

}  // namespace trabecula
