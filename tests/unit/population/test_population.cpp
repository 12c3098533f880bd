#include "population/id_registry.hpp"
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
    CHECK(occupancy.packing_um3() == Approx(8000.0));
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
