#include "core/parallel.hpp"

#include <sched.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

namespace trabecula {

namespace {

int affinity_threads()
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    return std::max(1, CPU_COUNT(&set));
}

/// cgroup v2: "max 100000" or "200000 100000" (quota and period in us).
std::optional<int> cgroup_threads()
{
    std::ifstream membership("/proc/self/cgroup");
    std::string line;
    while (std::getline(membership, line)) {
        if (line.rfind("0::", 0) != 0) continue;
        std::ifstream limit("/sys/fs/cgroup" + line.substr(3) + "/cpu.max");
        double quota = 0.0;
        double period = 0.0;
        if (limit >> quota >> period && period > 0.0) return std::max(1, static_cast<int>(std::ceil(quota / period)));
    }
    return std::nullopt;
}

std::optional<int> slurm_threads()
{
    const char* text = std::getenv("SLURM_CPUS_PER_TASK");
    if (text == nullptr) return std::nullopt;
    const int threads = std::atoi(text);
    return threads > 0 ? std::optional(threads) : std::nullopt;
}

}  // namespace

int usable_threads()
{
    int threads = affinity_threads();
    for (const auto limit : {cgroup_threads(), slurm_threads()})
        if (limit) threads = std::min(threads, *limit);
    return threads;
}

}  // namespace trabecula
