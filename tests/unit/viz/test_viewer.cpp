#include "small_run.hpp"

#include "viz/palette.hpp"
#include "viz/view/viewer.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <stdlib.h>

#include <filesystem>
#include <iostream>

using namespace trabecula;

namespace {

long osteoclast_pixels(Viewer& viewer)
{
    return test::pixels_of_hue(viewer.shown(), cell_colour("osteoclast"));
}

}  // namespace

TEST_CASE("The window shows what keys, slider and legend choose", "[viewer]")
{
    const test::SmallRun small;
    const RunReader run(small.folder());
    RenderOptions options;
    options.size = {900, 700};
    try {
        Viewer viewer(run, options, Screen::memory);
        const Picture last = viewer.shown();
        const long osteoclasts = osteoclast_pixels(viewer);
        REQUIRE(osteoclasts > 200);

        viewer.press("Left");
        const Picture first = viewer.shown();
        CHECK(first.pixels != last.pixels);
        viewer.press("Left");  // there is none before the first
        CHECK(viewer.shown().pixels == first.pixels);
        viewer.drag({90, 667}, {800, 640});  // the knob of the slider, beyond its end
        CHECK(viewer.shown().pixels == last.pixels);
        viewer.let_time_pass();  // paused
        CHECK(viewer.shown().pixels == last.pixels);
        viewer.press("space");
        viewer.let_time_pass();  // from the last frame to the first
        CHECK(viewer.shown().pixels == first.pixels);
        viewer.press("space");

        viewer.press("1");
        CHECK(osteoclast_pixels(viewer) < 10);
        viewer.drag({800, 75}, {800, 75});  // its row of the legend
        CHECK(viewer.shown().pixels == first.pixels);
        viewer.press("b");
        CHECK(test::pixels_near(viewer.shown(), white, 0) > test::pixels_near(first, white, 0) + 10000);

        viewer.press("f");
        viewer.press("F4");
        CHECK(test::pixels_near(viewer.shown(), concentration_colour(0.5), 8) > 20000);  // the same everywhere
        viewer.drag({300, 300}, {360, 340});                                             // turns the eye
        CHECK(test::pixels_near(viewer.shown(), concentration_colour(0.5), 8) > 5000);

        viewer.press("n");  // OPG, which rises from frame to frame
        viewer.press("F4");
        CHECK(test::pixels_near(viewer.shown(), concentration_colour(1.0 / 3), 8) > 20000);
        viewer.press("Right");
        CHECK(test::pixels_near(viewer.shown(), concentration_colour(1.0), 8) > 20000);

        viewer.press("s");
        viewer.press("s");
        CHECK(std::filesystem::exists(small.folder() / "pictures" / "view_2.png"));
    } catch (const NoPictures& error) {
        std::cout << "SKIPPED: " << error.what() << '\n';
    }
}

TEST_CASE("Without a screen the window says what to do", "[viewer]")
{
    const test::SmallRun small;
    const RunReader run(small.folder());
    unsetenv("DISPLAY");
    CHECK_THROWS_WITH(Viewer(run, {}, Screen::display),
                      Catch::Contains("DISPLAY is not set") && Catch::Contains("xvfb"));
    setenv("DISPLAY", ":987", 1);
    CHECK_THROWS_WITH(Viewer(run, {}, Screen::display), Catch::Contains("DISPLAY=:987 does not answer"));
    unsetenv("DISPLAY");

    RenderOptions options;
    options.fields = {"RANK"};
    CHECK_THROWS_WITH(Viewer(run, options, Screen::display), Catch::Contains("did you mean RANKL"));
}
