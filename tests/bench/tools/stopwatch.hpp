#pragma once
#include "core/parallel.hpp"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace trabecula::bench {

/// Seconds that `work` takes.
template <class Work>
double seconds(Work&& work)
{
    const auto start = std::chrono::steady_clock::now();
    std::forward<Work>(work)();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Seconds of the processor that `work` takes on this thread: on one thread, other work on the machine hardly counts.
template <class Work>
double processor_seconds(Work&& work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    const double start = now();
    std::forward<Work>(work)();
    return now() - start;
}

/// Runs `work` on exactly so many threads.
template <class Work>
auto on_threads(int threads, Work&& work)
{
    ThreadLimit limit(threads);
    return limit.run(std::forward<Work>(work));
}

/// The upper one of the two in the middle where their number is even; at least one value.
inline double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace trabecula::bench
