#pragma once
#include "app/commands/talk_options.hpp"
#include "app/study/study_options.hpp"

#include "core/parallel.hpp"

#include <CLI/CLI.hpp>

namespace trabecula {

/// How many runs are made side by side, whether those that are there are kept, and how much is said of it: the same for
/// every command that keeps runs in a folder.
struct RunsArguments {
    int workers = 0;
    bool resume = false, any_memory = false;
    TalkOptions talk;

    void add_to(CLI::App& command)
    {
        command
            .add_option("-j,--jobs", workers,
                        "runs at a time, of one thread each (default: the threads this process may use)")
            ->check(CLI::Range(1, 1024));
        command.add_flag("--resume", resume, "run only what is missing in the folder");
        command.add_flag("--any-memory", any_memory, "start as many even where the memory seems too small");
        talk.add_to(command);
    }

    StudyOptions options(const std::filesystem::path& folder, Invocation& invocation) const
    {
        return {folder, resume ? StudyStart::resume : StudyStart::fresh, talk.apply_to(invocation),
                workers > 0 ? workers : usable_threads(), any_memory};
    }
};

inline ExitStatus exit_status_of(StudyEnd end)
{
    switch (end) {
        case StudyEnd::finished:
            return ExitStatus::done;
        case StudyEnd::some_failed:
            return ExitStatus::failed;
        case StudyEnd::stopped_by_signal:
            return ExitStatus::stopped_by_signal;
    }
    return ExitStatus::failed;
}

}  // namespace trabecula
