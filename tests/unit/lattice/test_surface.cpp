#include "lattice/surface.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace trabecula;

namespace {

constexpr Grid grid{24, 24, 24, {10.0}};

Tissue tissue_with(const std::function<double(Voxel)>& fraction, const std::function<bool(Voxel)>& beyond)
{
    BoneVolume volume{grid, std::vector<float>(grid.size()), std::vector<std::uint8_t>(grid.size()), {}};
    for (std::size_t i = 0; i < grid.size(); ++i) {
        volume.bone_fraction[i] = static_cast<float>(std::clamp(fraction(grid.voxel(i)), 0.0, 1.0));
        volume.outside[i] = beyond(grid.voxel(i)) ? 1 : 0;
    }
    return tissue_from(volume, Hours{0.0}, Number{1.0});
}

bool nowhere(Voxel)
{
    return false;
}

}  // namespace

TEST_CASE("The normal of a ball points away from its centre", "[surface]")
{
    const double centre = 11.5;
    const auto radius_at = [&](Voxel v) { return std::hypot(v.x - centre, v.y - centre, v.z - centre); };
    const Tissue tissue = tissue_with([&](Voxel v) { return 0.5 + 8.0 - radius_at(v); }, nowhere);
    const auto surface = surface_voxels(tissue);
    REQUIRE(surface.size() > 500);
    for (const VoxelId id : surface) {
        const Voxel v = grid.voxel(id);
        const Vector3 n = bone_normal(tissue, v);
        const double along = (n.x * (v.x - centre) + n.y * (v.y - centre) + n.z * (v.z - centre)) / radius_at(v);
        CHECK(along > std::cos(0.1));
        CHECK(n.x * n.x + n.y * n.y + n.z * n.z == Approx(1.0));
    }
}

TEST_CASE("The normal of a plane is the plane's, also at the cut faces and beside the outside", "[surface]")
{
    const Tissue tissue = tissue_with([](Voxel v) { return v.z < 12 ? 1.0 : 0.0; }, [](Voxel v) { return v.x >= 20; });
    const auto at =
        GENERATE(Voxel{10, 10, 12}, Voxel{0, 10, 12}, Voxel{0, 0, 12}, Voxel{19, 10, 12}, Voxel{19, 23, 12});
    const Vector3 n = bone_normal(tissue, at);
    CHECK(n.x == Approx(0.0).margin(1e-12));
    CHECK(n.y == Approx(0.0).margin(1e-12));
    CHECK(n.z == Approx(1.0));
}

TEST_CASE("All voxels at once give the surface that each gives alone", "[surface]")
{
    const auto [nx, ny, nz] = GENERATE(table<int, int, int>({{9, 7, 5}, {1, 6, 6}, {2, 1, 40}, {300, 3, 2}}));
    const Grid box{nx, ny, nz, {10.0}};
    std::vector<Material> material(box.size());
    for (std::size_t i = 0; i < material.size(); ++i)
        material[i] = i % 7 == 0 ? Material::outside : i % 5 < 2 ? Material::bone : Material::marrow;
    std::vector<std::uint8_t> marks(box.size(), 9);
    mark_surface(box, material, marks);
    for (std::size_t i = 0; i < marks.size(); ++i)
        REQUIRE((marks[i] == 1) == touches_bone(box, material, box.voxel(i)));
}

TEST_CASE("Far from bone there is no normal", "[surface]")
{
    const Tissue tissue = tissue_with([](Voxel v) { return v.z < 12 ? 1.0 : 0.0; }, nowhere);
    const Vector3 n = bone_normal(tissue, {10, 10, 18});
    CHECK((n.x == 0.0 && n.y == 0.0 && n.z == 0.0));
}

TEST_CASE("Voxels beyond the sample are no surface, and bone beyond it makes none", "[surface]")
{
    const Tissue tissue = tissue_with([](Voxel v) { return v.z < 12 ? 1.0 : 0.0; }, [](Voxel v) { return v.x >= 20; });
    const auto surface = surface_voxels(tissue);
    CHECK(surface.size() == 20 * 24);
    for (const VoxelId id : surface) CHECK(grid.voxel(id).z == 12);
}
