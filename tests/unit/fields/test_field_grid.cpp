#include "diffusion_problem.hpp"

#include "fields/field_grid.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using namespace trabecula::test;

TEST_CASE("Every tissue voxel lies in the field voxel at its place", "[fields][coarsening]")
{
    const int coarsening = GENERATE(1, 2, 3);
    const Grid tissue = box(7, 6, 5);
    const FieldGrid fields(tissue, coarsening);
    CHECK(fields.grid().spacing.value == 10.0 * coarsening);
    for (std::size_t i = 0; i < tissue.size(); ++i) {
        const Vector3 at = tissue.centre_um(tissue.voxel(i));
        const Voxel holding = fields.grid().voxel(fields.index(static_cast<VoxelId>(i)));
        const double edge = fields.grid().spacing.value;
        CHECK(holding ==
              Voxel{static_cast<int>(at.x / edge), static_cast<int>(at.y / edge), static_cast<int>(at.z / edge)});
    }
}

TEST_CASE("A field voxel is of what most of it is made", "[fields][coarsening]")
{
    const Grid tissue = box(5, 2, 2);
    FieldGrid fields(tissue, 2);
    std::vector<Material> materials(tissue.size(), Material::marrow);
    const auto set = [&](std::vector<Voxel> voxels, Material material) {
        for (const Voxel v : voxels) materials[tissue.index(v)] = material;
    };
    SECTION("more bone than marrow")
    {
        set({{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 1, 1}, {1, 1, 1}}, Material::bone);
        fields.set_materials(materials);
        CHECK(fields.materials(materials)[0] == Material::bone);
    }
    SECTION("as much bone as marrow")
    {
        set({{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 1, 1}}, Material::bone);
        fields.set_materials(materials);
        CHECK(fields.materials(materials)[0] == Material::marrow);
    }
    SECTION("mostly outside, and the rest bone")
    {
        set({{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 1, 1}, {1, 0, 0}, {1, 1, 0}}, Material::outside);
        set({{1, 0, 1}, {1, 1, 1}}, Material::bone);
        fields.set_materials(materials);
        CHECK(fields.materials(materials)[0] == Material::bone);
        CHECK(fields.share(0) == 0.5F);
    }
    SECTION("all outside, and beyond the box")
    {
        set({{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 1, 1}, {1, 0, 0}, {1, 0, 1}, {1, 1, 0}, {1, 1, 1}},
            Material::outside);
        fields.set_materials(materials);
        CHECK(fields.materials(materials)[0] == Material::outside);
        CHECK(fields.share(1) == 0.125F);
        CHECK(fields.share(2) == 0.25F);
    }
}

TEST_CASE("Fields as fine as the tissue are the tissue's own lattice", "[fields][coarsening]")
{
    const Grid tissue = box(4, 5, 6);
    FieldGrid fields(tissue, 1);
    const std::vector<Material> materials(tissue.size(), Material::bone);
    fields.set_materials(materials);
    CHECK(fields.grid() == tissue);
    CHECK(fields.materials(materials).data() == materials.data());
    CHECK(fields.share(17) == 1.0F);
    CHECK(fields.bytes_held() == 0);
}
