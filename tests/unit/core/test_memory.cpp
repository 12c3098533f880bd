#include "core/memory.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text << '\n';
}

}  // namespace

TEST_CASE("The limit of a cgroup is the least of its own and of those above it", "[memory]")
{
    const fs::path root = fs::temp_directory_path() / ("trabecula-cgroup-" + std::to_string(::getpid()));
    write(root / "slurm/job/memory.max", "max");
    write(root / "slurm/memory.max", "4000000000");
    write(root / "memory/docker/memory.limit_in_bytes", "3000000000");
    write(root / "memory/memory.limit_in_bytes", "9223372036854771712");
    CHECK(cgroup_memory("0::/slurm/job/step\n", root) == 4e9);
    CHECK(cgroup_memory("5:cpu,cpuacct:/docker\n4:memory:/docker\n0::/\n", root) == 3e9);
    CHECK(cgroup_memory("4:memory:/\n0::/\n", root) == std::nullopt);
    CHECK(cgroup_memory("", root) == std::nullopt);
    CHECK(usable_memory().bytes > 1e6);
    fs::remove_all(root);
}
