#include "small_run.hpp"

#include "viz/field_range.hpp"
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
        CHECK(time.pictures ==
              std::vector{folder / "bone_cells_time/000000.png", folder / "bone_cells_time/000001.png"});
        const Movie turn = render_movie(run, small_movie(Motion::turn));
        REQUIRE(turn.pictures.size() == 3);
        CHECK(contents(turn.pictures[0]) != contents(turn.pictures[1]));
        const auto film = folder / "bone_cells_time.mp4";
        CHECK(time.film.has_value() == std::filesystem::exists(film));
        if (time.film) CHECK(contents(film).substr(4, 4) == "ftyp");

        const auto earlier = folder / "bone_cells_turn/000099.png";
        std::ofstream(earlier) << "of an earlier, longer movie";
        render_movie(run, small_movie(Motion::turn));
        CHECK_FALSE(std::filesystem::exists(earlier));

        MovieOptions slices = small_movie(Motion::time);
        slices.drawing.fields = {"OPG"};
        const Movie of_slices = render_movie(run, slices);
        CHECK(of_slices.pictures.back() == folder / "slice_OPG_time/000001.png");
        CHECK(contents(of_slices.pictures[0]) != contents(of_slices.pictures[1]));
    } catch (const NoPictures& error) {
        std::cout << "SKIPPED: " << error.what() << '\n';
    }
}

TEST_CASE("All frames of a movie have one scale of colours", "[render_movie]")
{
    const test::SmallRun small;
    const RunReader run(small.folder());
    const auto of_slices = [&](const std::vector<std::size_t>& frames) {
        return slice_range(run, frames, "OPG", SliceAxis::z, 3, BoneStyle::grey).high;
    };
    CHECK(of_slices({0}) == 40);  // 20 everywhere: twice of it
    CHECK(of_slices(all_frames(run)) == 60);
    CHECK(marrow_range(run, all_frames(run), "OPG").high == 60);
    CHECK(sampled_frames(2, run.grid().size()) == all_frames(run));
    CHECK(sampled_frames(100, 10'000'000) == std::vector<std::size_t>{0, 24, 49, 74, 99});
    CHECK(sampled_frames(100, 1'000'000'000) == std::vector<std::size_t>{0, 99});
    CHECK(sampled_frames(1, 1000) == std::vector<std::size_t>{0});
}

TEST_CASE("What a movie cannot show is refused before anything is drawn", "[render_movie]")
{
    const test::SmallRun small;
    MovieOptions options = small_movie(Motion::time);
    std::string said;
    SECTION("one frame over time")
    {
        options.drawing.frame = 1;
        said = "--movie turn";
    }
    SECTION("a slice that turns")
    {
        options = small_movie(Motion::turn);
        options.drawing.fields = {"OPG"};
        said = "a slice is not turned";
    }
    SECTION("two fields")
    {
        options.drawing.fields = {"OPG", "RANKL"};
        said = "give --field once";
    }
    SECTION("a field that is not there")
    {
        options.drawing.volume = "RANK";
        said = "did you mean RANKL";
    }
    CHECK_THROWS_WITH(render_movie(RunReader(small.folder()), options), Catch::Contains(said));
    CHECK_FALSE(std::filesystem::exists(small.folder() / "pictures"));
}
