#pragma once
#include "app/run/progress.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace trabecula {

/// What the program's exit status means (docs/command-line.md).
enum class ExitStatus { done = 0, failed = 1, wrong_input = 2, stopped_by_signal = 3 };

/// What main knows and the commands share.
struct Invocation {
    std::string command_line;
    ExitStatus status = ExitStatus::done;
    Talk talk = Talk::normal;  // how errors are to be told
};

// Each adds one subcommand; its file holds its options, its help and what it does.
void add_run(CLI::App& program, Invocation& invocation);
void add_study(CLI::App& program, Invocation& invocation);
void add_evidence(CLI::App& program, Invocation& invocation);
void add_attribute(CLI::App& program, Invocation& invocation);
void add_check(CLI::App& program);
void add_tissue(CLI::App& program);
void add_measure(CLI::App& program);
void add_verify(CLI::App& program, Invocation& invocation);
void add_pack(CLI::App& program);
void add_explain(CLI::App& program);
void add_render(CLI::App& program);
void add_view(CLI::App& program);
void add_report(CLI::App& program, Invocation& invocation);

}  // namespace trabecula
