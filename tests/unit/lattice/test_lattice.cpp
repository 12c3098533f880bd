#include "lattice/surface.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

Grid cube(int n, double spacing = 10.0)
{
    return {n, n, n, Micrometres{spacing}};
}

Tissue slab_with_island()
{
    BoneVolume volume{cube(8), std::vector<float>(512, 0.0F), {}, {}};
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x) volume.bone_fraction[volume.grid.index({x, y, 0})] = 1.0F;
    volume.bone_fraction[volume.grid.index({4, 4, 4})] = 0.75F;
    return tissue_from(volume, Hours{1000}, Number{0.9});
}

}  // namespace

TEST_CASE("Voxels and their indices belong to each other", "[lattice]")
{
    const Grid grid{3, 5, 7, Micrometres{10}};
    for (std::size_t i = 0; i < grid.size(); ++i) CHECK(grid.index(grid.voxel(i)) == i);
    CHECK(grid.index({1, 0, 0}) == 1);
    CHECK(grid.index({0, 1, 0}) == 3);
    CHECK(grid.index({0, 0, 1}) == 15);
}

TEST_CASE("The surface is marrow at the face of bone, and not the cut faces of the box", "[lattice]")
{
    const Tissue tissue = slab_with_island();
    const auto surface = surface_voxels(tissue);
    CHECK(surface.size() == 64 + 6);
    CHECK(std::ranges::is_sorted(surface));
    for (const VoxelId id : surface) CHECK(tissue.table[tissue.material][raw(id)] == Material::marrow);
}

TEST_CASE("A piece is cut off when it touches neither the rest nor a face of the box", "[lattice]")
{
    const auto cut_off = cut_off_voxels(slab_with_island());
    REQUIRE(cut_off.size() == 1);
    CHECK(cut_off[0] == cube(8).id({4, 4, 4}));
}

TEST_CASE("The books open in balance", "[lattice]")
{
    const BoneBalance books = balance(slab_with_island());
    CHECK(books.initial == Approx(64.75));
    CHECK(books.discrepancy() == 0.0);
}

TEST_CASE("A bone volume that does not fit its grid, or holds nonsense, is refused", "[lattice]")
{
    BoneVolume volume{cube(4), std::vector<float>(63, 0.0F), {}, {}};
    CHECK_THROWS_WITH(tissue_from(volume, Hours{0}, Number{1}), Catch::Contains("63 bone fractions"));
    volume.bone_fraction.assign(64, 1.5F);
    CHECK_THROWS_WITH(tissue_from(volume, Hours{0}, Number{1}), Catch::Contains("not between 0 and 1"));
}
