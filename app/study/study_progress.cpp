#include "app/study/study_progress.hpp"

#include "app/run/clock_text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace trabecula {

namespace {

using Clock = std::chrono::steady_clock;

/// By the mean time between two ends so far; nothing before the first.
std::string time_left(const StudyCounts& counts, double seconds)
{
    const std::size_t ended = counts.done + counts.failed;
    const std::size_t missing = counts.runs - counts.reused - ended;
    if (ended == 0 || missing == 0) return {};
    return fmt::format(", {} left", clock_text(seconds * static_cast<double>(missing) / static_cast<double>(ended)));
}

}  // namespace

StudyProgress::StudyProgress(Talk talk)
    : talk_(talk), terminal_(talk == Talk::normal && isatty(STDERR_FILENO) == 1), begin_(Clock::now()), shown_(begin_)
{}

double StudyProgress::seconds_since(Clock::time_point time) const
{
    return std::chrono::duration<double>(Clock::now() - time).count();
}

void StudyProgress::show(const StudyCounts& counts)
{
    const std::size_t ended = counts.done + counts.failed;
    const double pause_s = terminal_ ? 0.2 : 10.0;
    const bool news = terminal_ || ended != ended_when_shown_;
    if (talk_ == Talk::quiet || !news || seconds_since(shown_) < pause_s) return;
    shown_ = Clock::now();
    ended_when_shown_ = ended;
    write(counts, Last::no);
}

void StudyProgress::finish(const StudyCounts& counts)
{
    if (talk_ != Talk::quiet) write(counts, Last::yes);
}

void StudyProgress::write(const StudyCounts& counts, Last last)
{
    const double seconds = seconds_since(begin_);
    if (talk_ == Talk::json) {
        fmt::print(
            stderr,
            R"({{"event":"progress","runs":{},"reused":{},"done":{},"failed":{},"running":{},"seconds":{:.3f}}}{})",
            counts.runs, counts.reused, counts.done, counts.failed, counts.running, seconds, "\n");
        return;
    }
    const std::string line = fmt::format("{} of {} runs done, {} running, {} failed, {}{}", counts.reused + counts.done,
                                         counts.runs, counts.running, counts.failed, clock_text(seconds),
                                         last == Last::yes ? "" : time_left(counts, seconds));
    if (terminal_)
        fmt::print(stderr, "\r{:<79}{}", line, last == Last::yes ? "\n" : "");
    else
        fmt::print(stderr, "{}\n", line);
    std::fflush(stderr);
}

}  // namespace trabecula
