#include "small_bone.hpp"

#include "viz/palette.hpp"
#include "viz/scene.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

using namespace trabecula;

namespace {

Scene small_scene()
{
    return {"a rod and three cells", Hours{30}, test::rod(), test::one_of_each()};
}

std::optional<Picture> drawn(const Scene& scene, const SceneView& view)
{
    try {
        return draw_scene(scene, view);
    } catch (const FileError& error) {
        if (std::string(error.what()).find("no way to draw") == std::string::npos) throw;
        std::cout << "SKIPPED: " << error.what() << '\n';
        return std::nullopt;
    }
}

/// What goes to stderr while it lives, from any library.
class CapturedStderr {
  public:
    CapturedStderr() : saved_(dup(2))
    {
        std::fflush(stderr);
        (void)std::freopen(file_.c_str(), "w", stderr);
    }
    std::string release()
    {
        std::fflush(stderr);
        dup2(saved_, 2);
        close(saved_);
        std::ifstream stream(file_);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

  private:
    std::filesystem::path file_ =
        std::filesystem::temp_directory_path() / ("trabecula_stderr" + std::to_string(getpid()));
    int saved_;
};

}  // namespace

TEST_CASE("A scene shows bone and every type of cell in its colour, and VTK stays silent", "[scene]")
{
    CapturedStderr captured;
    const auto picture = drawn(small_scene(), {{700, 500}, GENERATE(Camera::corner, Camera::front, Camera::top)});
    CHECK(captured.release().empty());
    if (!picture) return;
    CHECK(picture->size == PictureSize{700, 500});
    for (const auto& type : small_scene().cells.types) {
        INFO(type.name);
        CHECK(test::pixels_of_hue(*picture, cell_colour(type.name)) > 200);
    }
    CHECK(test::pixels_of_hue(*picture, bone_ivory) > 2000);
}

TEST_CASE("Cutting an octant away removes bone and the cells in it", "[scene]")
{
    const auto whole = drawn(small_scene(), {{700, 500}});
    if (!whole) return;
    const auto cut = drawn(small_scene(), {{700, 500}, Camera::corner, Cut::octant});
    CHECK(test::pixels_of_hue(*cut, cell_colour("osteoclast")) > 200);  // at small x: stays
    CHECK(test::pixels_of_hue(*cut, cell_colour("t_cell")) < 20);       // in the octant
    CHECK(test::pixels_of_hue(*cut, cut_bone) > 0);
}

TEST_CASE("A field as a volume is seen in the marrow where it is high, and not where it is cut away", "[scene]")
{
    Scene scene{"mist", Hours{0}, test::rod(), {}};
    FieldImage field{"RANKL", "pM", scene.bone.grid, {}};
    for (std::size_t i = 0; i < field.grid.size(); ++i) {
        const Vector3 c = field.grid.centre_um(field.grid.voxel(i));
        const bool near_the_corner_that_is_cut = c.x > 120 && c.y < 120 && c.z > 120;
        field.values.push_back(near_the_corner_that_is_cut ? 10.0F : 0.0F);
    }
    scene.volume = FieldVolume{field, {0, 10}};
    const auto yellow = [&](Cut cut) {
        const auto picture = drawn(scene, {{500, 400}, Camera::corner, cut});
        return picture ? test::pixels_of_hue(*picture, concentration_colour(1.0)) : -1;
    };
    const long whole = yellow(Cut::none);
    if (whole < 0) return;
    CHECK(whole > 2000);
    CHECK(yellow(Cut::octant) < whole / 20);
}

TEST_CASE("A scene without bone and without cells can be drawn, many times", "[scene]")
{
    Scene empty{"", Hours{0}, {{8, 8, 8, {10.0}}, std::vector<float>(512, 0.0F), {}}, {}};
    for (int i = 0; i < 5; ++i) {
        const auto picture = drawn(empty, {{320, 240}});
        if (!picture) return;
        CHECK(picture->size == PictureSize{320, 240});
    }
}

TEST_CASE("Where nothing can draw, the error says what to install", "[scene]")
{
    setenv("TRABECULA_GL", "none", 1);
    CHECK_THROWS_WITH(draw_scene(small_scene(), {{320, 240}}), Catch::Contains("install libegl1"));
    unsetenv("TRABECULA_GL");
}
