#include "output/verify.hpp"

#include "app/commands/commands.hpp"

#include "core/apart.hpp"
#include "core/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string run;
    bool hash = false;
};

ExitStatus verify(const Options& options)
{
    const VerifyReport report = as_input([&] { return verify_run(options.run); });
    for (const std::string& problem : report.problems) fmt::print(stderr, "{}\n", problem);
    fmt::print("{}: {} frames, {} checkpoints, {}, {}\n", options.run, report.frames, report.checkpoints,
               report.ended ? "ended" : "not ended",
               report.sound() ? "all as written" : fmt::format("{} problems", report.problems.size()));
    if (report.programs.size() > 1) fmt::print("written by several programs: {}\n", fmt::join(report.programs, ", "));
    if (const auto& origin = report.branch)
        fmt::print("began at {} (scenario {}, seed {}, state {})\n", beginning_text(origin), origin->scenario_hash,
                   origin->seed, origin->state_hash);
    if (options.hash) fmt::print("{}\n", report.state_hash);
    return report.sound() ? ExitStatus::done : ExitStatus::failed;
}

std::uintmax_t bytes_in(const fs::path& run)
{
    if (!fs::is_directory(run)) return fs::file_size(run);
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(run))
        if (entry.is_regular_file()) bytes += entry.file_size();
    return bytes;
}

/// HDF5 itself may crash, or never end, on a file that is damaged at certain places.
ExitStatus verify_apart(const Options& options)
{
    const ApartEnd end = run_apart(enough_to_read(bytes_in(options.run)), [&] {
        try {
            return static_cast<int>(verify(options));
        } catch (const InputError& error) {
            fmt::print(stderr, "{}\n", error.what());
            return static_cast<int>(ExitStatus::wrong_input);
        }
    });
    if (end.killed_by.empty()) return static_cast<ExitStatus>(end.status);
    throw FileError(
        fmt::format("{}: is damaged: the HDF5 library cannot read it to its end ({}); restore it from a copy, or, of a "
                    "run that is a folder, delete run.vtkhdf and go on by `trabecula run` with --resume",
                    options.run, end.killed_by));
}

}  // namespace

void add_verify(CLI::App& program, Invocation& invocation)
{
    CLI::App* command = program.add_subcommand("verify", "Check that a run's files are whole and as they were written");
    auto options = std::make_shared<Options>();
    command->add_option("run", options->run, "folder of a run, its index, or a packed file")
        ->required()
        ->check(CLI::ExistingPath);
    command->add_flag("--hash", options->hash, "print the hash of the final state on the last line");
    command->footer("Example:\n  trabecula verify demo-run --hash");
    command->callback([options, &invocation] { invocation.status = verify_apart(*options); });
}

}  // namespace trabecula
