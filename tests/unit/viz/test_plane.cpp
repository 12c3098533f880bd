#include "viz/plane.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("A plane shows the voxels of its axes", "[plane]")
{
    const Grid grid{3, 4, 5, {10.0}};
    std::vector<float> values(grid.size(), 0.0F);
    values[grid.index({2, 1, 3})] = 1.0F;
    CHECK(plane_of(values, grid, plane_axes(SliceAxis::x), 2).at(1, 3) == 1.0F);
    CHECK(plane_of(values, grid, plane_axes(SliceAxis::y), 1).at(2, 3) == 1.0F);
    CHECK(plane_of(values, grid, plane_axes(SliceAxis::z), 3).at(2, 1) == 1.0F);
    CHECK(plane_of(values, grid, plane_axes(SliceAxis::z), 2).at(2, 1) == 0.0F);
}

TEST_CASE("Both interpolations pass through the voxel centres and keep a slope", "[plane]")
{
    Plane plane{6, 6, {}};
    for (int y = 0; y < 6; ++y)
        for (int x = 0; x < 6; ++x) plane.values.push_back(static_cast<float>(2 * x + 3 * y));
    CHECK(plane.linear(2.5, 3.5) == Approx(2 * 2 + 3 * 3));
    CHECK(plane.cubic(2.5, 3.5) == Approx(2 * 2 + 3 * 3));
    CHECK(plane.linear(2.8, 3.1) == Approx(2 * 2.3 + 3 * 2.6));
    CHECK(plane.cubic(2.8, 3.1) == Approx(2 * 2.3 + 3 * 2.6));
}

TEST_CASE("Below hidden voxels the values of their neighbours go on", "[plane]")
{
    const Plane field{5, 1, {7, 7, 0, 0, 0}};
    const Plane hidden{5, 1, {0, 0, 1, 1, 1}};
    CHECK(continued_below(field, hidden).values == std::vector<float>{7, 7, 7, 7, 0});
}
