#include "app/commands/output_file.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace trabecula;

namespace fs = std::filesystem;

TEST_CASE("A file is replaced only when asked, and none is written among the files of a run", "[files]")
{
    const fs::path folder = fs::temp_directory_path() / ("trabecula-output-" + std::to_string(::getpid()));
    fs::create_directories(folder / "run/checkpoints");
    std::ofstream(folder / "there.h5") << "something";
    std::ofstream(folder / "run/checkpoints/0000000001.h5") << "a checkpoint";
    const auto check = [&](const std::string& name, bool force) {
        OutputFile{(folder / name).string(), force}.check();
    };
    CHECK_NOTHROW(check("new.h5", false));
    CHECK_THROWS_WITH(check("there.h5", false), Catch::Contains("exists already") && Catch::Contains("--force"));
    CHECK_NOTHROW(check("there.h5", true));
    std::ofstream(folder / "empty.h5").close();
    CHECK_NOTHROW(check("empty.h5", false));  // as mktemp makes it
    CHECK_THROWS_WITH(check("run/mine.h5", true), Catch::Contains("lies in the run"));
    CHECK_THROWS_WITH(check("run/frames/000000.h5", true), Catch::Contains("lies in the run"));
    fs::remove_all(folder);
}
