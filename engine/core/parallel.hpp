#pragma once
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_sort.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

/// The only file that knows oneTBB. Nothing here lets a result depend on the number of threads or on scheduling.
namespace trabecula {

/// Processors this process may use: the affinity mask, SLURM_CPUS_PER_TASK, and the cgroup's quota (rounded up), at
/// least 1.
int usable_threads();

/// Threads that a parallel loop begun here would use at most: for how work is cut, never for what comes out.
inline int threads_here()
{
    const auto allowed =
        oneapi::tbb::global_control::active_value(oneapi::tbb::global_control::max_allowed_parallelism);
    return std::min(oneapi::tbb::this_task_arena::max_concurrency(), static_cast<int>(allowed));
}

/// Limits all parallel loops to `threads` while it lives.
class ThreadLimit {
  public:
    explicit ThreadLimit(int threads)
        : control_(oneapi::tbb::global_control::max_allowed_parallelism,
                   static_cast<std::size_t>(std::max(1, threads))),
          arena_(std::max(1, threads))
    {}

    /// Runs `work` on exactly so many threads, even where the machine has fewer processors.
    template <class Work>
    auto run(Work&& work)
    {
        return arena_.execute(std::forward<Work>(work));
    }

  private:
    oneapi::tbb::global_control control_;
    oneapi::tbb::task_arena arena_;
};

/// Calls `body(begin, end)` for consecutive blocks of `block` items (the last may be shorter) that cover [0, count).
/// The blocks are the same for any number of threads; `body` must write only what belongs to its block.
template <class Body>
void for_blocks(std::size_t count, std::size_t block, Body&& body)
{
    const std::size_t blocks = (count + block - 1) / block;
    const auto run = [&](std::size_t b) { body(b * block, std::min(count, (b + 1) * block)); };
    if (blocks <= 1) {
        if (blocks == 1) run(0);
        return;
    }
    oneapi::tbb::parallel_for(std::size_t{0}, blocks, run);
}

/// Reduces [0, count): `partial(begin, end)` gives a block's value, `combine(a, b)` joins them in order of the blocks.
/// The order of every addition is fixed by `block` alone.
template <class Value, class Partial, class Combine>
Value reduce_blocks(std::size_t count, std::size_t block, Value identity, Partial&& partial, Combine&& combine)
{
    const std::size_t blocks = (count + block - 1) / block;
    std::vector<Value> parts(blocks, identity);
    for_blocks(count, block, [&](std::size_t begin, std::size_t end) { parts[begin / block] = partial(begin, end); });
    Value total = identity;
    for (const Value& part : parts) total = combine(std::move(total), part);
    return total;
}

/// Sorts by a strict total order (no two items equal), so that the result is unique.
template <class Range, class Less>
void sort_unique_keys(Range& range, Less&& less)
{
    oneapi::tbb::parallel_sort(range.begin(), range.end(), less);
}

}  // namespace trabecula
