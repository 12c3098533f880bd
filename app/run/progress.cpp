#include "app/run/progress.hpp"

#include "app/run/clock_text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace trabecula {

namespace {

using Clock = std::chrono::steady_clock;

std::string bar(double share)
{
    constexpr int width = 24;
    const int full = static_cast<int>(share * width + 0.5);
    return std::string(static_cast<std::size_t>(full), '#') + std::string(static_cast<std::size_t>(width - full), '.');
}

}  // namespace

Progress::Progress(std::uint32_t first_step, std::uint32_t steps, double step_h, Talk talk)
    : first_(first_step),
      steps_(steps),
      step_h_(step_h),
      talk_(talk),
      terminal_(talk == Talk::normal && isatty(STDERR_FILENO) == 1),
      begin_(Clock::now()),
      shown_(begin_)
{}

double Progress::seconds() const
{
    return std::chrono::duration<double>(Clock::now() - begin_).count();
}

void Progress::show(std::uint32_t done)
{
    const double pause_s = terminal_ ? 0.2 : 10.0;
    if (talk_ == Talk::quiet || std::chrono::duration<double>(Clock::now() - shown_).count() < pause_s) return;
    shown_ = Clock::now();
    write(done, false);
}

void Progress::finish(std::uint32_t done)
{
    if (talk_ != Talk::quiet) write(done, true);
}

void Progress::write(std::uint32_t done, bool last)
{
    const double share = steps_ == 0 ? 1.0 : double(done) / steps_;
    const double rate = double(done - first_) / std::max(1e-9, seconds());
    if (talk_ == Talk::json) {
        fmt::print(stderr, R"({{"event":"progress","day":{:g},"of":{:g},"steps_per_s":{:.4g},"seconds":{:.3f}}}{})",
                   done * step_h_ / 24.0, steps_ * step_h_ / 24.0, rate, seconds(), "\n");
        return;
    }
    const std::string left = last || rate <= 0.0 ? "" : fmt::format(", {} left", clock_text((steps_ - done) / rate));
    const std::string line =
        fmt::format("[{}] day {:.1f} of {:.1f}, {:.1f} steps/s, {}{}", bar(share), done * step_h_ / 24.0,
                    steps_ * step_h_ / 24.0, rate, clock_text(seconds()), left);
    if (terminal_)
        fmt::print(stderr, "\r{:<90}{}", line, last ? "\n" : "");
    else
        fmt::print(stderr, "{}\n", line);
    std::fflush(stderr);
}

}  // namespace trabecula
