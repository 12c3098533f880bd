#include "population/id_registry.hpp"
#include "population/neighbours.hpp"
#include "population/occupancy.hpp"

#include "core/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace trabecula;

namespace {

Tissue empty_marrow(int n, double spacing)
{
    const Grid grid{n, n, n, Micrometres{spacing}};
    return tissue_from({grid, std::vector<float>(grid.size(), 0.0F), {}, {}}, Hours{0}, Number{0});
}

MoveWish wish(std::uint64_t rank, std::uint64_t id, std::int64_t volume)
{
    return {0, rank, CellId{id}, 0, 0, volume, VoxelId{0}};
}

}  // namespace

TEST_CASE("An id follows from origin, step and ordinal, not from who asks first", "[id]")
{
    IdRegistry a;
    IdRegistry b;
    a.immigrant(VoxelId{9}, StepIndex{1}, 0);
    CHECK(a.descendant(CellId{7}, StepIndex{3}, 0) == b.descendant(CellId{7}, StepIndex{3}, 0));
    CHECK(a.descendant(CellId{7}, StepIndex{3}, 1) != b.descendant(CellId{7}, StepIndex{4}, 1));
    CHECK(a.size() == 3);
}

TEST_CASE("Two living cells never share an id", "[id]")
{
    IdRegistry registry;
    const CellId first = registry.descendant(CellId{7}, StepIndex{3}, 0);
    const CellId second = registry.descendant(CellId{7}, StepIndex{3}, 0);
    CHECK(first != second);
    registry.remove(first);
    CHECK(registry.descendant(CellId{7}, StepIndex{3}, 0) == first);
}

TEST_CASE("A place holds what its volume fits, at any lattice spacing", "[occupancy]")
{
    const double spacing = GENERATE(5.0, 10.0, 20.0);
    const int edge = static_cast<int>(40.0 / spacing);
    Occupancy occupancy(empty_marrow(edge, spacing).grid, Micrometres{20.0});
    occupancy.set_room(empty_marrow(edge, spacing),
                       std::vector<std::uint8_t>(static_cast<std::size_t>(edge * edge * edge), 0));
    CHECK(occupancy.most_room_um3() == 8000);
    CHECK(occupancy.free_um3(occupancy.packing_cell(VoxelId{0})) == 8000);
    occupancy.take(VoxelId{0}, 7600);
    CHECK(settle({wish(1, 1, 523)}, occupancy).empty());
    CHECK(settle({wish(1, 1, 221)}, occupancy).size() == 1);
}

TEST_CASE("The lowest hash goes first, whatever the order of asking", "[occupancy]")
{
    const Tissue marrow = empty_marrow(2, 20.0);
    const std::vector<std::uint8_t> taken(8, 0);
    std::vector<MoveWish> wishes{wish(30, 1, 3000), wish(10, 2, 3000), wish(20, 3, 3000)};
    do {
        Occupancy occupancy(marrow.grid, Micrometres{20.0});
        occupancy.set_room(marrow, taken);
        const auto granted = settle(wishes, occupancy);
        REQUIRE(granted.size() == 2);
        CHECK(granted[0].id == CellId{2});
        CHECK(granted[1].id == CellId{3});
    } while (std::next_permutation(wishes.begin(), wishes.end(),
                                   [](const MoveWish& a, const MoveWish& b) { return a.id < b.id; }));
}

TEST_CASE("What is left at the far faces of a box belongs to the last packing cell", "[occupancy]")
{
    Tissue tissue({5, 4, 1, Micrometres{10.0}});
    Occupancy occupancy(tissue.grid, Micrometres{20.0});
    occupancy.set_room(tissue, std::vector<std::uint8_t>(20, 0));
    CHECK(occupancy.packing_cell(tissue.grid.id({4, 0, 0})) == occupancy.packing_cell(tissue.grid.id({3, 0, 0})));
    CHECK(occupancy.free_um3(occupancy.packing_cell(tissue.grid.id({4, 0, 0}))) == 6000);
    CHECK(occupancy.most_room_um3() == 6000);
}

TEST_CASE("Cells within a ball are found by place, each once, with their distance", "[neighbours]")
{
    const Grid grid{9, 7, 8, Micrometres{10.0}};
    std::vector<VoxelId> voxel;
    for (std::uint32_t i = 0; i < grid.size(); i += 3) voxel.insert(voxel.end(), 1 + i % 2, VoxelId{i});
    for (const Voxel at : {Voxel{0, 0, 0}, Voxel{4, 3, 4}, Voxel{8, 6, 7}}) {
        const double reach_um = GENERATE(0.0, 10.0, 25.0, 200.0);
        std::vector<std::pair<std::size_t, double>> found;
        for_cells_within(grid, voxel, grid.id(at), Micrometres{reach_um},
                         [&](std::size_t row, double distance2) { found.emplace_back(row, distance2); });
        std::vector<std::pair<std::size_t, double>> expected;
        for (std::size_t row = 0; row < voxel.size(); ++row) {
            const Voxel v = grid.voxel(voxel[row]);
            const double distance2 =
                100.0 * ((v.x - at.x) * (v.x - at.x) + (v.y - at.y) * (v.y - at.y) + (v.z - at.z) * (v.z - at.z));
            if (distance2 <= reach_um * reach_um) expected.emplace_back(row, distance2);
        }
        CHECK(found == expected);
    }
}

TEST_CASE("Where there is room for all who wish to enter, nothing is to be settled", "[occupancy]")
{
    const Tissue marrow = empty_marrow(4, 20.0);
    Occupancy occupancy(marrow.grid, Micrometres{20.0});
    occupancy.set_room(marrow, std::vector<std::uint8_t>(64, 0));
    const std::vector<VoxelId> there{VoxelId{0}, VoxelId{0}, VoxelId{1}, VoxelId{63}};
    occupancy.take_all(there, 3000);
    CHECK(occupancy.free_um3(0) == 2000);
    CHECK(occupancy.free_um3(63) == 5000);
    occupancy.wish(0, 3000);
    for (int i = 0; i < 2; ++i) occupancy.wish(2, 4000);
    CHECK_FALSE(occupancy.has_room_for_wishes(0));
    CHECK(occupancy.has_room_for_wishes(2));
    occupancy.grant_undisputed();
    CHECK(occupancy.free_um3(0) == 2000);
    CHECK(occupancy.free_um3(2) == 0);
    CHECK(occupancy.has_room_for_wishes(0));  // wishes are forgotten
}
