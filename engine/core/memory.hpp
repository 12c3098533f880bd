#pragma once
#include <filesystem>
#include <optional>
#include <string>

namespace trabecula {

/// The most memory that a process may use, and what says so.
struct MemoryLimit {
    double bytes = 0.0;
    std::string set_by;  // "the machine", "its cgroup", "ulimit -v"
};

/// What this process and those that it starts may use together: the machine's memory, or the least limit of the cgroups
/// that it is in.
MemoryLimit shared_memory();

/// The least of that and this process's own limit.
MemoryLimit usable_memory();

/// The least limit of a cgroup and of those above it, versions 1 and 2; absent where there is none.
/// @param membership  what /proc/self/cgroup says
/// @param root        where cgroups are mounted
std::optional<double> cgroup_memory(const std::string& membership, const std::filesystem::path& root);

}  // namespace trabecula
