#include "lattice/cube_cases.hpp"
#include "lattice/isosurface.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <numbers>

using namespace trabecula;

namespace {

constexpr Grid grid{40, 40, 40, Micrometres{1.0}};

SegmentedBone full_box()
{
    return {grid, std::vector<Material>(grid.size())};
}

/// Level of a shape from the signed distance to its surface, positive inside; lengths in voxels.
std::vector<float> level_of(const std::function<double(double, double, double)>& depth)
{
    std::vector<float> level(grid.size());
    for (std::size_t i = 0; i < level.size(); ++i) {
        const Voxel v = grid.voxel(i);
        level[i] = static_cast<float>(0.5 + 0.1 * depth(v.x - 19.5, v.y - 19.5, v.z - 19.5));
    }
    return level;
}

double structure_model_index(const Isosurface& s)
{
    return 6.0 * s.volume * s.growth / (s.area * s.area);
}

}  // namespace

TEST_CASE("Every crossed edge of every cube case belongs to exactly one polygon", "[isosurface]")
{
    for (unsigned inside = 0; inside < 256; ++inside) {
        const CubeCase& its_case = cube_cases[inside];
        const std::size_t used = its_case.first[its_case.polygons];
        std::array<int, 12> count{};
        for (std::size_t i = 0; i < used; ++i) ++count[its_case.edge[i]];
        for (std::size_t e = 0; e < 12; ++e) {
            const bool crossed = (inside >> cube_edges[e].low & 1U) != (inside >> cube_edges[e].high & 1U);
            REQUIRE(count[e] == (crossed ? 1 : 0));
        }
        for (std::size_t p = 0; p < its_case.polygons; ++p) REQUIRE(its_case.first[p + 1] - its_case.first[p] >= 3);
    }
}

TEST_CASE("A ball has the area, the volume and the growth of a sphere", "[isosurface]")
{
    const double radius = GENERATE(5.0, 9.0, 15.0);
    const Isosurface found = measure_isosurface(
        full_box(), level_of([&](double x, double y, double z) { return radius - std::hypot(x, y, z); }));
    const double pi = std::numbers::pi;
    CHECK(found.area == Approx(4.0 * pi * radius * radius).epsilon(0.02));
    CHECK(found.volume == Approx(4.0 / 3.0 * pi * radius * radius * radius).epsilon(0.03));
    CHECK(found.growth == Approx(8.0 * pi * radius).epsilon(0.02));
    CHECK(structure_model_index(found) == Approx(4.0).margin(0.05));
    CHECK(found.cubes == 40.0 * 40.0 * 40.0);
}

TEST_CASE("A rod through the box has SMI 3, a plate 0, a hole through bone -3", "[isosurface]")
{
    const auto rod = [](double x, double y, double) { return 8.0 - std::hypot(x, y); };
    const auto plate = [](double, double, double z) { return 6.0 - std::abs(z); };
    const Isosurface rod_found = measure_isosurface(full_box(), level_of(rod));
    CHECK(rod_found.area == Approx(2.0 * std::numbers::pi * 8.0 * 40.0).epsilon(0.01));
    CHECK(structure_model_index(rod_found) == Approx(3.0).margin(0.03));
    const Isosurface plate_found = measure_isosurface(full_box(), level_of(plate));
    CHECK(plate_found.area == Approx(2.0 * 40.0 * 40.0));
    CHECK(plate_found.volume == Approx(12.0 * 40.0 * 40.0));
    CHECK(structure_model_index(plate_found) == Approx(0.0).margin(1e-4));
    const Isosurface hole =
        measure_isosurface(full_box(), level_of([&](double x, double y, double z) { return -rod(x, y, z); }));
    CHECK(hole.growth == Approx(-rod_found.growth).epsilon(1e-3));
}

TEST_CASE("The cut faces and the border of the sample are no surface", "[isosurface]")
{
    const std::vector<float> all_bone(grid.size(), 1.0F);
    const Isosurface full = measure_isosurface(full_box(), all_bone);
    CHECK(full.area == 0.0);
    CHECK(full.volume == full.cubes);
    SegmentedBone masked = full_box();
    masked.fills_box = false;
    for (std::size_t i = 0; i < grid.size(); ++i)
        if (grid.voxel(i).x >= 30) masked.material[i] = Material::outside;
    const Isosurface part = measure_isosurface(masked, all_bone);
    CHECK(part.area == 0.0);
    CHECK(part.cubes == 29.5 * 40.0 * 40.0);
}
