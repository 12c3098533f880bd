#include "small_bone.hpp"

#include "viz/palette.hpp"
#include "viz/slice.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

/// A field with its maximum at one voxel of marrow, high above the rod in the plane y = 45 um.
Slice slice_with_peak()
{
    Slice slice{"peak", Hours{5}, {"RANKL", "pM", test::rod().grid, {}}, test::rod(), {}};
    const Grid& grid = slice.field.grid;
    const Vector3 peak = grid.centre_um({18, 4, 20});
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const Vector3 c = grid.centre_um(grid.voxel(i));
        const double off_um = std::hypot(c.x - peak.x, c.y - peak.y, c.z - peak.z);
        slice.field.values.push_back(static_cast<float>(40 * std::exp(-off_um / 60)));
    }
    return slice;
}

struct Centre {
    double x = 0;
    double y = 0;
    int count = 0;
};

/// Mean place of the pixels of a colour in the left half of a picture, where the map is.
Centre centre_of(const Picture& picture, Colour colour)
{
    Centre centre;
    for (int y = 0; y < picture.size.height; ++y)
        for (int x = 0; x < picture.size.width * 6 / 10; ++x)
            if (picture.at(x, y) == colour) {
                centre.x += x;
                centre.y += y;
                ++centre.count;
            }
    centre.x /= std::max(centre.count, 1);
    centre.y /= std::max(centre.count, 1);
    return centre;
}

}  // namespace

TEST_CASE("A slice has its size, its bone, and its maximum where the field has it", "[slice]")
{
    const Picture picture = draw_slice(slice_with_peak(), {{700, 500}, SliceAxis::y, Micrometres{45}});
    CHECK(picture.size == PictureSize{700, 500});
    CHECK(test::pixels_near(picture, bone_grey, 2) < 200);  // the plane passes beside the rod: the legend alone

    const Centre brightest = centre_of(picture, concentration_colour(1.0));
    REQUIRE(brightest.count > 0);
    // The map is a square of about 400 pixels below the header: voxel (18, 20) of 24 lies to the right and high up.
    CHECK(brightest.x == Approx(15 + 18.5 / 24 * 402).margin(12));
    CHECK(brightest.y == Approx(48 + (1 - 20.5 / 24) * 402).margin(12));
}

TEST_CASE("Bone covers its part of a slice", "[slice]")
{
    const Picture picture = draw_slice(slice_with_peak(), {{700, 500}, SliceAxis::x});
    const double map_pixels = 402.0 * 402.0;
    CHECK(static_cast<double>(test::pixels_near(picture, bone_grey, 2)) / map_pixels ==
          Approx(3.1416 * 50 * 50 / (240.0 * 240.0)).margin(0.015));
}

TEST_CASE("Cells that the plane cuts are drawn in their colours, others are not", "[slice]")
{
    Slice slice = slice_with_peak();
    slice.cells = test::one_of_each();
    const SliceView through_cells{{700, 500}, SliceAxis::y, Micrometres{35}};
    const SliceView beyond_them{{700, 500}, SliceAxis::y, Micrometres{205}};
    for (const auto& type : slice.cells.types) {
        CHECK(test::pixels_near(draw_slice(slice, through_cells), cell_colour(type.name), 0) > 500);
        CHECK(test::pixels_near(draw_slice(slice, beyond_them), cell_colour(type.name), 0) == 0);
    }
}

TEST_CASE("A field without differences and a tissue without marrow can be drawn", "[slice]")
{
    Slice slice = slice_with_peak();
    std::ranges::fill(slice.field.values, GENERATE(0.0F, 3.0F, -1.0F));
    std::ranges::fill(slice.bone.bone_fraction, GENERATE(0.0F, 1.0F));
    CHECK_NOTHROW(draw_slice(slice, {{400, 300}}));
}

TEST_CASE("A slice beyond the tissue is refused with the range there is", "[slice]")
{
    CHECK_THROWS_WITH(draw_slice(slice_with_peak(), {{400, 300}, SliceAxis::z, Micrometres{241}}),
                      Catch::Contains("0 to 240 um"));
    CHECK_THROWS_AS(draw_slice(slice_with_peak(), {{400, 300}, SliceAxis::z, Micrometres{-1}}), InputError);
}

TEST_CASE("The outline style shows the field within bone", "[slice]")
{
    const Picture picture = draw_slice(slice_with_peak(), {{700, 500}, SliceAxis::x, std::nullopt, BoneStyle::outline});
    CHECK(test::pixels_near(picture, bone_grey, 2) < 50);  // greys of the text
}
