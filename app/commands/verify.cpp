#include "output/verify.hpp"

#include "app/commands/commands.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <memory>

namespace trabecula {

void add_verify(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand("verify", "Check that a run's files are whole and as they were written");
    auto run = std::make_shared<std::string>();
    auto hash = std::make_shared<bool>(false);
    command->add_option("run", *run, "folder of a run, its index, or a packed file")
        ->required()
        ->check(CLI::ExistingPath);
    command->add_flag("--hash", *hash, "print the hash of the final state on the last line");
    command->footer("Example:\n  trabecula verify demo-run --hash");
    command->callback([run, hash, &invocation] {
        const VerifyReport report = as_input([&] { return verify_run(*run); });
        for (const std::string& problem : report.problems) fmt::print(stderr, "{}\n", problem);
        fmt::print("{}: {} frames, {} checkpoints, {}, {}\n", *run, report.frames, report.checkpoints,
                   report.ended ? "ended" : "not ended",
                   report.sound() ? "all as written" : fmt::format("{} problems", report.problems.size()));
        if (const auto& origin = report.branch)
            fmt::print("began at {} (scenario {}, seed {}, state {})\n", beginning_text(origin), origin->scenario_hash,
                       origin->seed, origin->state_hash);
        if (*hash) fmt::print("{}\n", report.state_hash);
        if (!report.sound()) invocation.status = ExitStatus::failed;
    });
}

}  // namespace trabecula
