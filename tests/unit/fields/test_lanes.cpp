#include "fields/lanes.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <numeric>

using namespace trabecula;

namespace {

std::array<float, 17> counted()
{
    std::array<float, 17> values{};
    std::iota(values.begin(), values.end(), 0.0F);
    return values;
}

}  // namespace

TEST_CASE("The even and the odd cells of a block, woven, are the block", "[fields][lanes]")
{
    const auto values = counted();
    std::array<float, 16> woven{};
    lanes::store_woven(lanes::every_second(values.data()), lanes::every_second(values.data() + 1), woven.data());
    for (std::size_t i = 0; i < woven.size(); ++i) CHECK(woven[i] == values[i]);
}

TEST_CASE("Lanes are put in the order of their cells", "[fields][lanes]")
{
    const auto values = counted();
    const lanes::Eight even = lanes::in_order(lanes::every_second(values.data()));
    for (int lane = 0; lane < 8; ++lane) CHECK(even[lane] == static_cast<float>(2 * lane));
}

TEST_CASE("Rates are looked up by the last three bits, cell by cell as values are", "[fields][lanes]")
{
    std::array<std::uint8_t, 17> codes{};
    std::iota(codes.begin(), codes.end(), std::uint8_t{240});
    const lanes::Eight table{0.0F, 1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F, 7.0F};
    const lanes::Eight found = lanes::in_order(lanes::look_up(table, lanes::every_second(codes.data() + 1)));
    for (int lane = 0; lane < 8; ++lane) CHECK(found[lane] == static_cast<float>((241 + 2 * lane) % 8));
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
