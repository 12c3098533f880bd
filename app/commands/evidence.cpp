#include "app/commands/commands.hpp"
#include "app/commands/output_file.hpp"
#include "app/commands/runs_arguments.hpp"
#include "app/evidence/evidence_report.hpp"
#include "app/evidence/select_claims.hpp"
#include "app/scenario/config_folder.hpp"
#include "app/study/cached_runs.hpp"

#include "output/atomic_file.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

namespace {

struct Options {
    ClaimFilter filter;
    std::string folder = "evidence";
    std::string json;
    std::string csv;
    bool quick = false;
    bool force = false;
    std::size_t deals = 0;
    RunsArguments runs;
};

void greet(const EvidencePlan& plan, const StudyOptions& options)
{
    fmt::print("{} claims, {} arms; {} runs at a time; results are kept in {}\n\n", plan.claims.size(),
               plan.arms.size(), options.workers, options.folder.string());
    std::fflush(stdout);
}

ExitStatus run(const Options& options, Invocation& invocation)
{
    Workers workers;  // first, for it sees that none of what follows makes a thread
    StudyOptions study = options.runs.options(options.folder, invocation);
    if (options.json == "-" || options.csv == "-") study.talk = Talk::quiet;
    check_results_folder(study.folder, study.start);
    const bool may_replace = options.force || study.start == StudyStart::resume;
    for (const std::string& path : {options.json, options.csv})
        if (path != "-") OutputFile{path, may_replace}.check();
    const std::filesystem::path folder = config_folder() / "assays";
    const Effort effort = options.quick ? Effort::quick : Effort::full;
    const Assays assays = read_assays(folder, effort);
    const std::vector<Claim> all = read_claims(folder / "evidence.csv");
    const EvidencePlan plan =
        plan_evidence(folder, assays, all, select_claims(all, assays, options.filter), options.deals);
    if (study.talk == Talk::normal) greet(plan, study);
    const EvidenceOutcome outcome = run_evidence(assays, plan, study, workers);
    if (outcome.stopped) {
        if (study.talk == Talk::normal) fmt::print("\nStopped; what had finished is kept. Go on with --resume.\n");
        return ExitStatus::stopped_by_signal;
    }
    const EvidenceReport report{plan, outcome, effort};
    write_text_file(study.folder / "evidence.csv", as_csv(report));
    write_text_file(study.folder / "evidence.json", as_json(report));
    tell(options.json, as_json(report));
    tell(options.csv, as_csv(report));
    if (study.talk == Talk::normal) fmt::print("{}", as_table(report));
    return outcome.failed.empty() ? ExitStatus::done : ExitStatus::failed;
}

}  // namespace

void add_evidence(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand(
        "evidence", "Run the table of evidence: what experiments found, and what comes out here");
    auto options = std::make_shared<Options>();
    command->add_option("--claim", options->filter.claims, "only these claims: ICA-4a ...");
    command->add_option("--compound", options->filter.compounds, "only claims of these compounds");
    command->add_option("--context", options->filter.contexts, "only claims of these contexts: osteoclastogenesis ...");
    command->add_flag("--cultures", options->filter.cultures_alone, "only cultures: no bone of animals");
    command->add_flag("--quick", options->quick, "fewer seeds, and smaller bone");
    command
        ->add_option("--controls", options->deals,
                     "also an inert compound, and this many times compounds whose targets are dealt out anew")
        ->check(CLI::Range(1, 1000));
    command->add_option("--json", options->json, "write JSON to this file, or to standard output for -");
    command->add_option("--csv", options->csv, "write CSV to this file, or to standard output for -");
    command->add_flag("--force", options->force, "replace these two files where they are there; --resume does, too");
    command->add_option("-o,--output", options->folder, "folder that keeps runs and results")->capture_default_str();
    options->runs.add_to(*command);
    command->footer(
        "Examples:\n"
        "  trabecula evidence --cultures -o cultures\n"
        "  trabecula evidence --claim ICA-4a BER-1a --json - --quick\n"
        "  trabecula evidence --compound icariin -o icariin\n"
        "  trabecula evidence --cultures --quick --controls 20 -o controls\n"
        "  trabecula evidence --quick -o quick --resume   (goes on where it was stopped)");
    command->callback([options, &invocation] { invocation.status = run(*options, invocation); });
}

}  // namespace trabecula
