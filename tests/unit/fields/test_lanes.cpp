#include "fields/lanes.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace trabecula;

namespace {

/// 48 cells of a row, each holding its own x, in the slots of three blocks.
template <class Value>
std::array<Value, 48> row_of_x()
{
    std::array<Value, 48> row{};
    for (std::ptrdiff_t x = 0; x < 48; ++x) row[static_cast<std::size_t>(lanes::slot_of(x))] = static_cast<Value>(x);
    return row;
}

template <class Lanes>
void check_lanes(const Lanes& lanes, int first)
{
    for (int lane = 0; lane < 8; ++lane) CHECK(static_cast<int>(lanes[lane]) == first + 2 * lane);
}

}  // namespace

TEST_CASE("Each cell of a row has a slot of its own, and knows that of the cell before it", "[fields][lanes]")
{
    std::array<bool, 48> taken{};
    for (std::ptrdiff_t x = 0; x < 48; ++x) taken[static_cast<std::size_t>(lanes::slot_of(x))] = true;
    for (const bool is_taken : taken) CHECK(is_taken);
    for (std::ptrdiff_t x = 1; x < 48; ++x) CHECK(lanes::slot_west_of(lanes::slot_of(x)) == lanes::slot_of(x - 1));
}

TEST_CASE("Cells of one colour and their neighbours along x, across the edges of blocks", "[fields][lanes]")
{
    const auto values = row_of_x<float>();
    const auto codes = row_of_x<std::uint8_t>();
    const auto evens = lanes::evens_of(16);
    const auto odds = lanes::odds_of(16);
    check_lanes(lanes::own(values.data(), evens), 16);
    check_lanes(lanes::west(values.data(), evens), 15);
    check_lanes(lanes::east(values.data(), evens), 17);
    check_lanes(lanes::own(values.data(), odds), 17);
    check_lanes(lanes::west(values.data(), odds), 16);
    check_lanes(lanes::east(values.data(), odds), 18);
    check_lanes(lanes::own(codes.data(), evens), 16);
    check_lanes(lanes::west(codes.data(), evens), 15);
    check_lanes(lanes::own(codes.data(), odds), 17);
    check_lanes(lanes::west(codes.data(), odds), 16);
}

TEST_CASE("Even and odd cells are woven into the order of cells, and back", "[fields][lanes]")
{
    const auto values = row_of_x<float>();
    const lanes::Eight even = lanes::own(values.data(), lanes::evens_of(0));
    const lanes::Eight odd = lanes::own(values.data(), lanes::odds_of(0));
    const lanes::Eight first = lanes::first_woven(even, odd);
    const lanes::Eight last = lanes::last_woven(even, odd);
    for (int lane = 0; lane < 8; ++lane) {
        CHECK(first[lane] == static_cast<float>(lane));
        CHECK(last[lane] == static_cast<float>(8 + lane));
    }
    check_lanes(lanes::unwoven_evens(first, last), 0);
    check_lanes(lanes::unwoven_odds(first, last), 1);
}

TEST_CASE("Rates are looked up by the last three bits", "[fields][lanes]")
{
    const lanes::Eight table{0.0F, 1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F, 7.0F};
    const lanes::EightIndices at{240, 241, 7, 6, 13, 12, 35, 2};
    const lanes::Eight found = lanes::look_up(table, at);
    for (int lane = 0; lane < 8; ++lane) CHECK(found[lane] == static_cast<float>(at[lane] % 8));
}

TEST_CASE("A block of one code is told from others", "[fields][lanes]")
{
    std::array<std::uint8_t, 16> codes{};
    codes.fill(0x7f);
    CHECK(lanes::is_all(codes.data(), 0x7f));
    CHECK_FALSE(lanes::is_all(codes.data(), 0x15));
    codes[11] = 0x7e;
    CHECK_FALSE(lanes::is_all(codes.data(), 0x7f));
}

TEST_CASE("Largest magnitude and sum of lanes", "[fields][lanes]")
{
    const lanes::Eight values{1.0F, -9.0F, 3.0F, 4.0F, 5.0F, -6.0F, 7.0F, 0.5F};
    CHECK(lanes::largest_of(lanes::magnitude(values)) == 9.0F);
    lanes::Sum sum;
    sum.add(values);
    sum.add(values);
    CHECK(sum.total() == 11.0);
}
