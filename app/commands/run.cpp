#include "app/commands/commands.hpp"
#include "app/commands/option_quantity.hpp"
#include "app/commands/scenario_arguments.hpp"
#include "app/commands/talk_options.hpp"
#include "app/run/branch_note.hpp"
#include "app/run/check_branch.hpp"
#include "app/run/check_memory.hpp"
#include "app/run/paired_effect.hpp"
#include "app/run/run_scenario.hpp"

#include "output/checkpoint.hpp"

#include "core/parallel.hpp"

#include <charconv>
#include <limits>
#include <memory>

namespace trabecula {

namespace {

struct Options {
    ScenarioArguments scenario;
    TalkOptions talk;
    std::string folder;
    std::string from, at, save_every;
    std::string seed;
    int threads = 0;
    bool resume = false, force = false, profile = false, any_memory = false;
    std::string untreated;
    bool against_untreated = false;
};

Hours save_interval(const UnitSystem& units, const std::string& text)
{
    const auto every = option_quantity<TimeDimension>(units, "--save-every", text);
    if (every.value > 0.0) return every;
    throw InputError(fmt::format("--save-every = \"{}\" must be more than 0; give one like \"30 min\"", text));
}

/// @throws InputError  it is no seed
std::string seed_text(const std::string& text)
{
    std::int64_t seed = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc{} && end == text.data() + text.size() && seed >= 0) return text;
    throw InputError(
        fmt::format("--seed {} must be a whole number from 0 to {}", text, std::numeric_limits<std::int64_t>::max()));
}

/// Where the run is to begin: as the options say, or as the folder says of a branch that was killed before it could
/// save.
std::optional<BranchPoint> branch_point(const Options& options, const UnitSystem& units,
                                        const std::filesystem::path& folder)
{
    if (!options.from.empty()) {
        std::optional<Hours> at;
        if (!options.at.empty()) at = option_quantity<TimeDimension>(units, "--at", options.at);
        return find_branch_point(options.from, at);
    }
    if (!options.resume || !newest_checkpoint(folder).empty()) return std::nullopt;
    const std::optional<BranchNote> note = read_branch_note(folder);
    if (!note) return std::nullopt;
    return find_branch_point(note->run, note->at);
}

ExitStatus run(const Options& options, Invocation& invocation)
{
    const Talk talk = options.talk.apply_to(invocation);
    ScenarioArguments arguments = options.scenario;
    const std::filesystem::path stem = std::filesystem::path(arguments.file).stem();
    const std::filesystem::path folder = options.folder.empty() ? stem.string() + "-run" : options.folder;
    std::vector<std::string>& settings = arguments.changes.settings;
    if (!options.seed.empty()) settings.push_back("time.seed=" + seed_text(options.seed));
    const UnitSystem units;
    std::optional<BranchPoint> branch = branch_point(options, units, folder);
    if (branch) settings.insert(settings.begin(), "time.seed=" + std::to_string(branch->saved.identity().seed));
    const Scenario scenario = arguments.load();
    if (branch) check_branch(*branch, scenario);
    if (!options.any_memory) check_memory(scenario, usable_memory());
    const int threads = options.threads > 0 ? options.threads : usable_threads();
    ThreadLimit limit(threads);
    RunOptions run_options;
    run_options.folder = folder;
    run_options.start = options.resume ? Start::resume : options.force ? Start::replace : Start::fresh;
    run_options.talk = talk;
    run_options.profile = options.profile;
    run_options.command_line = invocation.command_line;
    run_options.threads = threads;
    if (!options.save_every.empty()) run_options.save_every_s = 3600.0 * save_interval(units, options.save_every).value;
    run_options.branch = std::move(branch);
    const std::filesystem::path untreated =
        options.untreated.empty() ? run_options.folder.string() + "-untreated" : options.untreated;
    const bool is_compared = options.against_untreated || !options.untreated.empty();
    if (is_compared && std::filesystem::weakly_canonical(untreated) == std::filesystem::weakly_canonical(folder))
        throw InputError(
            fmt::format("--untreated {} is the folder of the treated run; give another", untreated.string()));
    const RunEnd end = limit.run([&] {
        return is_compared ? run_against_untreated(scenario, run_options, untreated)
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
    command->add_option("--seed", options->seed, "seed of the random numbers, instead of time.seed");
    command
        ->add_option("--threads", options->threads,
                     "threads (default: all this process may use); the results do not depend on it")
        ->check(CLI::Range(1, 1024));
    auto* resume = command->add_flag("--resume", options->resume, "go on from the last checkpoint, to the same bits");
    command->add_flag("--force", options->force, "replace a run that is there")->excludes(resume);
    auto* from = command
                     ->add_option("--from", options->from,
                                  "run whose saved state to begin from, instead of time 0: its folder or packed file")
                     ->check(CLI::ExistingPath);
    command->add_option("--at", options->at, "time of that state, like '28 d' (default: the latest)")->needs(from);
    command->add_option("--save-every", options->save_every,
                        "also save a checkpoint whenever so much wall time has passed, like '30 min'");
    command->add_flag("--any-memory", options->any_memory, "start even where the memory seems too small");
    options->talk.add_to(*command);
    command->add_flag("--profile", options->profile, "print where the time went, by stage of a step and by field");
    command->add_flag("--against-untreated", options->against_untreated,
                      "run the same without interventions too, into OUTPUT-untreated, and tell what they did");
    command->add_option("--untreated", options->untreated,
                        "the same, with the untreated run in this folder: one that is there, or to be made");
    command->footer(
        "Examples:\n  trabecula run configs/scenarios/demo.toml\n"
        "  trabecula run configs/scenarios/demo-berberine.toml --against-untreated\n"
        "  trabecula run configs/scenarios/demo.toml -o short --set time.duration='2 d' --seed 7\n"
        "  trabecula run configs/scenarios/demo.toml -o short --set time.duration='2 d' --seed 7 --resume\n"
        "  trabecula run configs/scenarios/demo-berberine.toml --from demo-run --at '14 d' -o treated");
    command->callback([options, &invocation] { invocation.status = run(*options, invocation); });
}

}  // namespace trabecula
