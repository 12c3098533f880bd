#include "small_run.hpp"

#include "viz/render_movie.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

using namespace trabecula;

namespace {

std::string contents(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

MovieOptions small_movie(Motion motion)
{
    MovieOptions options;
    options.drawing.size = {320, 240};
    options.motion = motion;
    options.pictures_around = 3;
    return options;
}

}  // namespace

TEST_CASE("A movie is a picture per frame, or a turn of the eye, and a film where there is ffmpeg", "[render_movie]")
{
    const test::SmallRun small;
    const RunReader run(small.folder());
    const auto folder = small.folder() / "pictures";
    try {
        const Movie time = render_movie(run, small_movie(Motion::time));
        CHECK(time.pictures == std::vector{folder / "time" / "000000.png", folder / "time" / "000001.png"});
        const Movie turn = render_movie(run, small_movie(Motion::turn));
        REQUIRE(turn.pictures.size() == 3);
        CHECK(contents(turn.pictures[0]) != contents(turn.pictures[1]));
        const auto film = folder / "bone_cells_time.mp4";
        CHECK(time.film.has_value() == std::filesystem::exists(film));
        if (time.film) CHECK(contents(film).substr(4, 4) == "ftyp");

        std::ofstream(folder / "turn" / "000099.png") << "of an earlier, longer movie";
        render_movie(run, small_movie(Motion::turn));
        CHECK_FALSE(std::filesystem::exists(folder / "turn" / "000099.png"));
    } catch (const NoPictures& error) {
        std::cout << "SKIPPED: " << error.what() << '\n';
    }
}

TEST_CASE("A movie over time takes no frame", "[render_movie]")
{
    const test::SmallRun small;
    MovieOptions options = small_movie(Motion::time);
    options.drawing.frame = 1;
    CHECK_THROWS_WITH(render_movie(RunReader(small.folder()), options), Catch::Contains("--movie turn"));
    CHECK_FALSE(std::filesystem::exists(small.folder() / "pictures"));
}
