#include "app/commands/commands.hpp"
#include "app/run/event_log.hpp"
#include "app/version.hpp"

#include "output/atomic_file.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>

namespace {

using namespace trabecula;

std::string joined(int count, char** words)
{
    std::string line;
    for (int i = 0; i < count; ++i) line += (i == 0 ? "" : " ") + std::string(words[i]);
    return line;
}

int complain(const Invocation& invocation, std::string_view message, ExitStatus status)
{
    if (invocation.talk == Talk::json)
        tell_error_as_json(message, static_cast<int>(status));
    else
        fmt::print(stderr, "{}\n", message);
    return static_cast<int>(status);
}

/// CLI11 only says that a subcommand is needed; name the one that was meant.
std::string misspelt_command(const CLI::App& program, int count, char** words)
{
    if (count < 2 || words[1][0] == '-') return {};
    std::vector<std::string> names;
    for (const CLI::App* command : program.get_subcommands({})) names.push_back(command->get_name());
    if (std::find(names.begin(), names.end(), words[1]) != names.end()) return {};
    return fmt::format("trabecula has no command {}{}", words[1], suggestion(words[1], names));
}

int run_program(int count, char** words, Invocation& invocation)
{
    CLI::App program("Trabecula simulates a cube of living trabecular bone and its immune cells, cell by cell.");
    program.set_version_flag("--version",
                             fmt::format("trabecula {} ({})\n{}", program_version, git_revision, build_options));
    program.require_subcommand(1);
    program.footer(
        "Start with:  trabecula run configs/scenarios/demo.toml -o demo-run\n"
        "Exit status: 0 done, 2 wrong input, 3 stopped by a signal after saving, 1 anything else.");
    add_run(program, invocation);
    add_study(program, invocation);
    add_evidence(program, invocation);
    add_attribute(program, invocation);
    add_check(program);
    add_tissue(program);
    add_measure(program);
    add_verify(program, invocation);
    add_pack(program);
    add_explain(program);
    add_render(program);
    add_view(program);
    add_report(program, invocation);
    if (const std::string message = misspelt_command(program, count, words); !message.empty())
        return complain(invocation, message, ExitStatus::wrong_input);
    try {
        program.parse(count, words);
    } catch (const CLI::Success& asked) {
        return program.exit(asked);
    } catch (const CLI::ParseError& error) {
        program.exit(error);
        return static_cast<int>(ExitStatus::wrong_input);
    }
    return static_cast<int>(invocation.status);
}

/// Whether the processor has what this build was made for (TRABECULA_ARCH).
bool processor_fits()
{
#ifdef __AVX2__
    return __builtin_cpu_supports("avx2") != 0;
#else
    return true;
#endif
}

}  // namespace

int main(int count, char** words)
{
    if (!processor_fits()) {
        std::fputs(
            "this trabecula was built for processors with AVX2, which this one lacks; build it again with "
            "-DTRABECULA_ARCH=x86-64-v2, or by ./bootstrap on this machine\n",
            stderr);
        return static_cast<int>(ExitStatus::failed);
    }
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is an error of the write that meets it
    Invocation invocation{joined(count, words)};
    try {
        return run_program(count, words, invocation);
    } catch (const InputError& error) {
        const std::size_t problems = error.problems().size();
        return complain(
            invocation,
            problems > 1 ? fmt::format("{}\n{} problems; nothing was run.", error.what(), problems) : error.what(),
            ExitStatus::wrong_input);
    } catch (const std::bad_alloc&) {
        return complain(invocation, "out of memory; `trabecula check` says how much a scenario needs",
                        ExitStatus::failed);
    } catch (const std::filesystem::filesystem_error& error) {
        return complain(invocation, file_failure(error.path1(), "looked at", error.code().value()), ExitStatus::failed);
    } catch (const std::exception& error) {
        return complain(invocation, error.what(), ExitStatus::failed);
    }
}
