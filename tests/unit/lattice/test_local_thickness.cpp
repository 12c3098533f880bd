#include "reference_data.hpp"

#include "lattice/distance_map.hpp"
#include "lattice/local_thickness.hpp"

#include "core/parallel.hpp"
#include "core/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <optional>

using namespace trabecula;

namespace {

using Mask = std::vector<std::uint8_t>;

Mask random_mask(const Grid& grid, double share, std::uint64_t seed)
{
    Mask mask(grid.size());
    for (std::size_t i = 0; i < mask.size(); ++i) {
        RandomStream random(seed, i, StepIndex{0}, 0);
        mask[i] = random.happens(share) ? 1 : 0;
    }
    return mask;
}

/// Spheres of bone, bounded by marrow; what is in neither mask is outside.
std::vector<Material> materials(const Mask& bone, const Mask& marrow)
{
    std::vector<Material> material(bone.size(), Material::outside);
    for (std::size_t i = 0; i < bone.size(); ++i) {
        if (bone[i] != 0) material[i] = Material::bone;
        if (marrow[i] != 0) material[i] = Material::marrow;
    }
    return material;
}

std::vector<float> thickness_um(const Grid& grid, const Mask& phase, const Mask& boundary)
{
    return local_thickness_um(grid, materials(phase, boundary), bone_in_marrow);
}

std::optional<Thickness> summary(const Grid& grid, const Mask& phase, const Mask& boundary)
{
    return thickness_of(grid, materials(phase, boundary), bone_in_marrow);
}

std::vector<std::int32_t> distances(const Grid& grid, const Mask& obstacle)
{
    return squared_distance_to(grid, materials(obstacle, Mask(obstacle.size())), Material::bone);
}

int squared_distance(Voxel a, Voxel b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z);
}

/// By trying every pair of voxels.
std::vector<std::int32_t> distances_by_search(const Grid& grid, const Mask& obstacle)
{
    std::vector<std::int32_t> squared(grid.size(), no_obstacle);
    for (std::size_t i = 0; i < grid.size(); ++i)
        for (std::size_t j = 0; j < grid.size(); ++j)
            if (obstacle[j] != 0) squared[i] = std::min(squared[i], squared_distance(grid.voxel(i), grid.voxel(j)));
    return squared;
}

std::vector<float> thickness_by_search(const Grid& grid, const Mask& phase, const Mask& boundary)
{
    const std::vector<std::int32_t> squared = distances_by_search(grid, boundary);
    std::vector<float> thickness(grid.size(), 0.0F);
    for (std::size_t i = 0; i < grid.size(); ++i)
        for (std::size_t c = 0; c < grid.size() && phase[i] != 0; ++c)
            if (phase[c] != 0 && squared_distance(grid.voxel(i), grid.voxel(c)) < squared[c])
                thickness[i] =
                    std::max(thickness[i], static_cast<float>(2.0 * std::sqrt(squared[c]) * grid.spacing.value));
    return thickness;
}

Mask ball(const Grid& grid, Voxel centre, int squared_radius)
{
    Mask mask(grid.size());
    for (std::size_t i = 0; i < mask.size(); ++i)
        mask[i] = squared_distance(grid.voxel(i), centre) < squared_radius ? 1 : 0;
    return mask;
}

}  // namespace

TEST_CASE("The distance map is the nearest of all obstacles", "[distance_map]")
{
    const double share = GENERATE(0.002, 0.02, 0.3);
    const auto grid = GENERATE(Grid{13, 9, 11, {1.0}}, Grid{1, 30, 7, {1.0}}, Grid{17, 1, 1, {1.0}});
    Mask obstacle = random_mask(grid, share, 5);
    obstacle[grid.size() / 3] = 1;
    CHECK(distances(grid, obstacle) == distances_by_search(grid, obstacle));
}

TEST_CASE("Without an obstacle there is no distance", "[distance_map]")
{
    const Grid grid{4, 3, 2, {1.0}};
    CHECK(distances(grid, Mask(24, 0)) == std::vector<std::int32_t>(24, no_obstacle));
    CHECK(thickness_um(grid, Mask(24, 1), Mask(24, 0)).empty());
    CHECK_FALSE(summary(grid, Mask(24, 1), Mask(24, 0)).has_value());
    CHECK_FALSE(summary(grid, Mask(24, 0), Mask(24, 1)).has_value());
}

TEST_CASE("Local thickness is the largest of all spheres that hold a voxel", "[local_thickness]")
{
    const double share = GENERATE(0.01, 0.05, 0.2, 0.6);
    const Grid grid{14, 11, 13, {7.0}};
    const Mask boundary = random_mask(grid, share, 11);
    const Mask phase = test::inverse(boundary);
    CHECK(thickness_um(grid, phase, boundary) == thickness_by_search(grid, phase, boundary));
}

TEST_CASE("A third material neither limits spheres nor is measured", "[local_thickness]")
{
    const Grid grid{12, 12, 12, {1.0}};
    const Mask boundary = random_mask(grid, 0.03, 2);
    Mask phase = test::inverse(boundary);
    for (std::size_t i = 0; i < phase.size(); ++i)
        if (grid.voxel(i).x < 4) phase[i] = 0;
    const std::vector<float> thickness = thickness_um(grid, phase, boundary);
    CHECK(thickness == thickness_by_search(grid, phase, boundary));
    CHECK(thickness[grid.index({0, 5, 5})] == 0.0F);
}

TEST_CASE("A ball has the thickness of its own sphere", "[local_thickness]")
{
    const Grid grid{31, 31, 31, {10.0}};
    const Mask bone = ball(grid, {15, 15, 15}, 101);
    const auto thickness = summary(grid, bone, test::inverse(bone));
    REQUIRE(thickness.has_value());
    CHECK(thickness->max_um == Approx(10.0 * 2.0 * std::sqrt(101.0)));
    CHECK(thickness->mean_um == Approx(thickness->max_um));
    CHECK(thickness->standard_deviation_um == Approx(0.0).margin(1e-3));
}

TEST_CASE("Thickness is the same on any number of threads", "[local_thickness][determinism]")
{
    const Grid grid{40, 40, 40, {10.0}};
    const Mask boundary = random_mask(grid, 0.01, 1);
    const Mask phase = test::inverse(boundary);
    const auto measure_with = [&](int threads) {
        const ThreadLimit limit(threads);
        return thickness_um(grid, phase, boundary);
    };
    const auto expected = measure_with(1);
    CHECK(measure_with(2) == expected);
    CHECK(measure_with(4) == expected);
}

TEST_CASE("Analytic shapes have the thickness of an independent sphere fitting, and of their closed form",
          "[local_thickness][reference]")
{
    const std::filesystem::path folder = test::reference_data() / "analytic";
    if (test::is_absent(folder / "analytic.json")) return;
    const nlohmann::json shapes = test::read_json(folder / "analytic.json");
    for (const std::string name :
         {"plates", "rods", "lattice", "sphere", "hollow_sphere", "torus", "gyroid", "grf_stretch1.5"}) {
        INFO(name);
        const nlohmann::json& shape = shapes.at(name);
        const double voxel_um = 1000.0 * shape.at("voxel_mm").get<double>();
        const auto dims = shape.at("dims_xyz").get<std::array<int, 3>>();
        const Grid grid{dims[0], dims[1], dims[2], Micrometres{voxel_um}};
        const Mask bone = test::read_bytes(folder / (name + ".raw"));
        REQUIRE(bone.size() == grid.size());
        const auto th = summary(grid, bone, test::inverse(bone));
        const auto sp = summary(grid, test::inverse(bone), bone);
        REQUIRE(th.has_value());
        REQUIRE(sp.has_value());
        const nlohmann::json& reference = shape.at("measured_by_morpho_py");
        CHECK(th->mean_um == Approx(1000.0 * reference.at("TbTh_HR_mm").get<double>()).margin(0.01 * voxel_um));
        CHECK(sp->mean_um == Approx(1000.0 * reference.at("TbSp_HR_mm").get<double>()).margin(0.01 * voxel_um));
        if (!shape.at("exact").contains("TbTh_mm")) continue;
        CHECK(th->mean_um == Approx(1000.0 * shape.at("exact").at("TbTh_mm").get<double>()).margin(2.0 * voxel_um));
    }
}
