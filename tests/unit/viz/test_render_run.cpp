#include "small_run.hpp"

#include "viz/render_run.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <iostream>

using namespace trabecula;

TEST_CASE("A run's pictures lie in its folder, whole and alone", "[render_run]")
{
    const test::SmallRun small;
    RenderOptions options;
    options.size = {400, 300};
    try {
        const auto pictures = render_run(RunReader(small.folder()), options);
        const auto folder = small.folder() / "pictures";
        CHECK(pictures ==
              std::vector{folder / "bone_cells.png", folder / "slice_RANKL.png", folder / "time_series.png"});
        for (const auto& picture : pictures) CHECK(std::filesystem::file_size(picture) > 1000);
        CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 3);
        options.time = Hours{5};
        options.fields = {"OPG", "RANKL"};
        options.volume = "OPG";
        options.folder = small.folder() / "elsewhere";
        CHECK(render_run(RunReader(small.folder()), options).size() == 5);
    } catch (const FileError& error) {
        if (std::string(error.what()).find("no way to draw") == std::string::npos) throw;
        std::cout << "SKIPPED: " << error.what() << '\n';
    }
}

TEST_CASE("What a run does not have is named before anything is drawn", "[render_run]")
{
    const test::SmallRun small;
    const RunReader run(small.folder());
    RenderOptions options;
    SECTION("a field")
    {
        options.fields = {"RANK"};
        CHECK_THROWS_WITH(render_run(run, options), Catch::Contains("no field RANK; did you mean RANKL"));
    }
    SECTION("a frame")
    {
        options.frame = 2;
        CHECK_THROWS_WITH(render_run(run, options), Catch::Contains("no frame 2; the last one is 1"));
    }
    SECTION("a size")
    {
        options.size = {10, 100000};
        CHECK_THROWS_WITH(render_run(run, options), Catch::Contains("320 x 240"));
    }
    SECTION("a position")
    {
        options.position = Micrometres{1000};
        CHECK_THROWS_AS(render_run(run, options), InputError);
    }
    CHECK_FALSE(std::filesystem::exists(small.folder() / "pictures"));
}
