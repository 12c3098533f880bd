#include "agents/dendrites.hpp"

#include "lattice/surface.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace trabecula;

namespace {

/// A cube of bone below a plane; above it marrow.
struct HalfSpace {
    Grid grid;
    std::vector<Material> material;
};

HalfSpace half_space(int edge)
{
    HalfSpace space{{edge, edge, edge, Micrometres{10.0}}, {}};
    for (std::size_t i = 0; i < space.grid.size(); ++i)
        space.material.push_back(space.grid.voxel(i).z < edge / 2 ? Material::bone : Material::marrow);
    return space;
}

std::vector<std::size_t> ends(const HalfSpace& space, double reach_voxels, Voxel from)
{
    std::vector<std::size_t> found;
    Dendrites(reach_voxels).for_ends(space.grid, space.material, from, [&](std::size_t i, int dendrites) {
        found.insert(found.end(), static_cast<std::size_t>(dendrites), i);
    });
    return found;
}

}  // namespace

TEST_CASE("Dendrites that come out of the bone are those of the cone that the surface cuts off", "[dendrites]")
{
    const HalfSpace space = half_space(48);
    const double reach = 12.0;
    const int depth = GENERATE(0, 2, 5, 8, 11);
    const double to_surface = depth + 0.5;
    const std::vector<std::size_t> found = ends(space, reach, {24, 24, 23 - depth});
    const double expected = 0.5 * (1.0 - to_surface / reach) * Dendrites::count;
    CAPTURE(depth);
    CHECK(static_cast<double>(found.size()) == Approx(expected).margin(2.0));
    for (const std::size_t i : found) CHECK(touches_bone(space.grid, space.material, space.grid.voxel(i)));
}

TEST_CASE("At the bottom of a narrow pit few dendrites end", "[dendrites]")
{
    HalfSpace space = half_space(24);
    const std::size_t above = ends(space, 4.0, {12, 12, 8}).size();
    for (int z = 9; z < 12; ++z) space.material[space.grid.index({12, 12, z})] = Material::marrow;
    std::size_t at_bottom = 0;
    for (const std::size_t i : ends(space, 4.0, {12, 12, 8})) at_bottom += i == space.grid.index({12, 12, 9}) ? 1 : 0;
    CHECK(above < 8);
    CHECK(at_bottom > 0);
    CHECK(at_bottom <= Dendrites::count / 5);  // a sixth of the sphere is one face
}

TEST_CASE("Dendrites are mirrored at the box, and none leaves one that is thinner than they are long", "[dendrites]")
{
    const HalfSpace space = half_space(24);
    const std::size_t inside = ends(space, 4.0, {12, 12, 10}).size();
    CHECK(ends(space, 4.0, {0, 0, 10}).size() == inside);
    const HalfSpace thin{{1, 1, 4, Micrometres{10.0}},
                         {Material::bone, Material::bone, Material::marrow, Material::marrow}};
    for (const std::size_t i : ends(thin, 6.0, {0, 0, 1})) CHECK(i == 2);
}
