#include "population/id_set.hpp"

#include "core/random.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <unordered_set>
#include <vector>

namespace trabecula {

namespace {

constexpr std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();

/// Numbers that share their homes: a few far apart, runs of neighbours, and both ends of the range.
std::vector<std::uint64_t> crowded_numbers()
{
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t i = 0; i < 40; ++i) {
        numbers.push_back(i);
        numbers.push_back(highest - i);
        numbers.push_back((highest / 2) + i);
        numbers.push_back(mix(i, 1, 2, 3));
    }
    return numbers;
}

}  // namespace

TEST_CASE("a set of ids holds what was put in and not taken out, however crowded", "[population]")
{
    const std::vector<std::uint64_t> numbers = crowded_numbers();
    IdSet ids;
    std::unordered_set<std::uint64_t> expected;
    for (std::uint64_t draw = 0; draw < 20000; ++draw) {
        const std::uint64_t random = mix(draw, 7, 7, 7);
        const std::uint64_t id = numbers[random % numbers.size()];
        // a third of the time emptying prevails, so that the set grows and shrinks
        if ((random >> 32U) % 10 < (draw % 3000 < 2000 ? 7U : 3U)) {
            REQUIRE(ids.insert(id) == expected.insert(id).second);
        } else {
            ids.erase(id);
            expected.erase(id);
        }
        REQUIRE(ids.size() == expected.size());
    }
    for (const std::uint64_t id : numbers) CHECK(ids.insert(id) == !expected.contains(id));
}

TEST_CASE("taking from an empty set of ids does nothing", "[population]")
{
    IdSet ids;
    ids.erase(0);
    ids.erase(5);
    CHECK(ids.size() == 0);
    CHECK(ids.insert(0));
    CHECK_FALSE(ids.insert(0));
    CHECK(ids.size() == 1);
}

}  // namespace trabecula
