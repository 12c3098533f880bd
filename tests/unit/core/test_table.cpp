#include "core/state_hash.hpp"
#include "core/table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace trabecula;

TEST_CASE("Columns grow, and keep their rows together when sorted", "[table]")
{
    Table table("cells");
    const auto id = table.declare<CellId>({"id", "1", ""});
    const auto age = table.declare<float>({"age", "h", ""});
    const auto kind = table.declare<std::uint8_t>({"kind", "1", ""});
    table.resize(4);
    for (std::uint32_t i = 0; i < 4; ++i) {
        table[id][i] = CellId{10U + i};
        table[age][i] = static_cast<float>(i);
        table[kind][i] = static_cast<std::uint8_t>(i);
    }
    const std::vector<std::uint32_t> order{3, 1};
    table.take(order);
    REQUIRE(table.rows() == 2);
    CHECK(table[id][0] == CellId{13});
    CHECK(table[age][0] == 3.0F);
    CHECK(table[kind][1] == 1);
    table.resize(3);
    CHECK(table[age][2] == 0.0F);
    CHECK(table.bytes_per_row() == 13);
}

TEST_CASE("Rows taken out leave the others in order, in columns of every width", "[table]")
{
    const std::uint32_t rows = 9;
    const auto leaving =
        GENERATE(std::vector<std::uint32_t>{}, std::vector<std::uint32_t>{0}, std::vector<std::uint32_t>{8},
                 std::vector<std::uint32_t>{0, 1, 4, 7, 8}, std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8});
    Table table("cells");
    const auto id = table.declare<CellId>({"id", "1", ""});
    const auto age = table.declare<float>({"age", "h", ""});
    const auto kind = table.declare<std::uint8_t>({"kind", "1", ""});
    table.resize(rows);
    std::vector<std::uint32_t> staying;
    for (std::uint32_t i = 0; i < rows; ++i) {
        table[id][i] = CellId{10U + i};
        table[age][i] = static_cast<float>(i);
        table[kind][i] = static_cast<std::uint8_t>(i);
        if (std::ranges::count(leaving, i) == 0) staying.push_back(i);
    }
    table.remove(leaving);
    REQUIRE(table.rows() == staying.size());
    for (std::size_t i = 0; i < staying.size(); ++i) {
        CHECK(table[id][i] == CellId{10U + staying[i]});
        CHECK(table[age][i] == static_cast<float>(staying[i]));
        CHECK(table[kind][i] == staying[i]);
    }
}

TEST_CASE("A column declared late has a row for every row there is", "[table]")
{
    Table table("cells");
    table.resize(5);
    const auto node = table.declare<float>({"nfkb", "1", ""});
    CHECK(table[node].size() == 5);
    CHECK_THROWS_AS(table.declare<float>({"nfkb", "1", ""}), std::logic_error);
}

TEST_CASE("The hash is the same however the bytes arrive", "[hash]")
{
    StateHash whole;
    whole.add("osteoclast");
    StateHash parts;
    parts.add("osteo");
    parts.add("");
    parts.add("clast");
    CHECK(whole.digest() == parts.digest());
    parts.add("s");
    CHECK(whole.digest() != parts.digest());
    CHECK(whole.digest().size() == 32);
}
