#include "core/collect.hpp"
#include "core/nearest_name.hpp"
#include "core/parallel.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace trabecula;

TEST_CASE("A sum of floats has the same bits on any number of threads", "[parallel]")
{
    std::vector<float> values(100001);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 1.0F / static_cast<float>(i + 1);
    const auto sum = [&](int threads) {
        const ThreadLimit limit(threads);
        return reduce_blocks(
            values.size(), 1000, 0.0F,
            [&](std::size_t begin, std::size_t end) {
                return std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(begin),
                                       values.begin() + static_cast<std::ptrdiff_t>(end), 0.0F);
            },
            std::plus<>());
    };
    CHECK(sum(1) == sum(2));
    CHECK(sum(1) == sum(4));
}

TEST_CASE("Blocks cover every item once, also when there is none", "[parallel]")
{
    std::vector<int> touched(1003, 0);
    for_blocks(touched.size(), 10, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) ++touched[i];
    });
    CHECK(touched == std::vector<int>(1003, 1));
    for_blocks(0, 10, [](std::size_t, std::size_t) { FAIL("there is nothing to do"); });
    CHECK(usable_threads() >= 1);
}

TEST_CASE("A misspelt name finds the one that was meant", "[names]")
{
    const std::vector<std::string> names{"osteoclast", "osteoblast", "osteocyte", "t_cell"};
    CHECK(nearest_name("osteoclats", names) == "osteoclast");
    CHECK(nearest_name("Osteocyte", names) == "osteocyte");
    CHECK(nearest_name("tcell", names) == "t_cell");
    CHECK_FALSE(nearest_name("macrophage", names));
    CHECK(suggestion("macrophage", names) == "; there are osteoclast, osteoblast, osteocyte, t_cell");
}

TEST_CASE("What is collected stands in order, on any number of threads", "[parallel]")
{
    const int threads = GENERATE(1, 2, 4);
    ThreadLimit limit(threads);
    const auto found = limit.run([] {
        return collect<std::size_t>(100000, [](std::size_t i, std::vector<std::size_t>& into) {
            if (i % 7 == 3) into.push_back(i);
        });
    });
    REQUIRE(found.size() == 14286);
    for (std::size_t k = 0; k < found.size(); ++k) REQUIRE(found[k] == 7 * k + 3);
}
