#include "core/memory.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

constexpr double no_limit = std::numeric_limits<double>::infinity();
constexpr double unlimited_v1 = 0x1p62;  // how version 1 writes that there is none

/// The number in a file; no limit where there is no such file, or "max" in it.
double limit_in(const fs::path& file)
{
    std::ifstream stream(file);
    double bytes = no_limit;
    if (!(stream >> bytes)) return no_limit;
    return bytes < unlimited_v1 ? bytes : no_limit;
}

/// Of the group and all above it, up to the mount.
double least_limit(const fs::path& mount, fs::path group, const char* file)
{
    double least = limit_in(mount / file);
    for (; group.has_relative_path(); group = group.parent_path())
        least = std::min(least, limit_in(mount / group.relative_path() / file));
    return least;
}

}  // namespace

std::optional<double> cgroup_memory(const std::string& membership, const fs::path& root)
{
    double least = no_limit;
    std::istringstream lines(membership);
    for (std::string line; std::getline(lines, line);) {  // "0::/path", or "4:memory:/path" in version 1
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const fs::path group = line.substr(second + 1);
        if (controllers.empty()) least = std::min(least, least_limit(root, group, "memory.max"));
        if (controllers == "memory")
            least = std::min(least, least_limit(root / "memory", group, "memory.limit_in_bytes"));
    }
    return least < no_limit ? std::optional(least) : std::nullopt;
}

MemoryLimit shared_memory()
{
    const MemoryLimit least{
        static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE)), "the machine"};
    std::ifstream stream("/proc/self/cgroup");
    const std::string membership{std::istreambuf_iterator<char>(stream), {}};
    const double cgroup = cgroup_memory(membership, "/sys/fs/cgroup").value_or(no_limit);
    return cgroup < least.bytes ? MemoryLimit{cgroup, "its cgroup"} : least;
}

MemoryLimit usable_memory()
{
    MemoryLimit least = shared_memory();
    rlimit own{};
    if (::getrlimit(RLIMIT_AS, &own) == 0 && own.rlim_cur != RLIM_INFINITY &&
        static_cast<double>(own.rlim_cur) < least.bytes)
        least = {static_cast<double>(own.rlim_cur), "ulimit -v"};
    return least;
}

}  // namespace trabecula
