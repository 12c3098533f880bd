#include "app/commands/commands.hpp"
#include "app/commands/runs_arguments.hpp"
#include "app/study/read_study.hpp"
#include "app/study/run_study.hpp"
#include "app/study/shards.hpp"

#include <memory>

namespace trabecula {

namespace {

struct Options {
    std::string file;
    std::string folder;
    std::string shard;
    bool merge = false;
    RunsArguments runs;
};

StudyEnd run_or_merge(const Options& options, Invocation& invocation)
{
    Workers workers;  // first, for it sees that none of what follows makes a thread
    const std::string folder =
        options.folder.empty() ? std::filesystem::path(options.file).stem().string() + "-study" : options.folder;
    StudyOptions how = options.runs.options(folder, invocation);
    const Study study = read_study(options.file);
    if (options.merge) return merge_shards(study, how);
    if (!options.shard.empty()) how.shard = read_shard(options.shard);
    return run_study(study, how, workers);
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
    auto* const shard = command->add_option("--shard", options->shard, "run part i of n, as i/n: for job arrays");
    command->add_flag("--merge", options->merge, "run nothing; make the tables of what the shards have run")
        ->excludes(shard);
    command->footer(
        "Examples:\n  trabecula study configs/studies/smoke.toml -o smoke\n"
        "  trabecula study configs/studies/smoke.toml -o smoke --resume   (after adding levels, seeds or responses)\n"
        "  trabecula study configs/studies/smoke.toml -o smoke --shard 2/8   (and 1/8, 3/8, ...; then --merge)");
    command->callback(
        [options, &invocation] { invocation.status = exit_status_of(run_or_merge(*options, invocation)); });
}

}  // namespace trabecula
