#include "viz/ticks.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("Marks stand at round values within the range", "[ticks]")
{
    const Ticks ticks = linear_ticks(0, 42, 5);
    CHECK(ticks.labels == std::vector<std::string>{"0", "10", "20", "30", "40"});
    CHECK(ticks.factor.empty());
    CHECK(linear_ticks(0.16, 0.21, 6).labels.front() == "0.16");
}

TEST_CASE("There are never more marks than asked", "[ticks]")
{
    const double high = GENERATE(0.003, 0.99, 1.0, 7.3, 19.99, 123456.0);
    const int most = GENERATE(2, 3, 5, 9);
    const Ticks ticks = linear_ticks(0, high, most);
    CHECK(ticks.values.size() <= static_cast<std::size_t>(most));
    CHECK(ticks.values.size() >= 1);
    CHECK(ticks.labels.size() == ticks.values.size());
    CHECK(ticks.values.back() <= high * (1 + 1e-9));
}

TEST_CASE("Very large and very small values share a power of ten", "[ticks]")
{
    CHECK(linear_ticks(0, 3e-4, 4).factor == "10⁻⁴");
    CHECK(linear_ticks(0, 3e-4, 4).labels.back() == "3");
    CHECK(linear_ticks(0, 2e5, 5).factor == "10⁵");
}

TEST_CASE("A range without width still has a mark", "[ticks]")
{
    CHECK_FALSE(linear_ticks(5, 5, 4).values.empty());
}

TEST_CASE("Logarithmic marks are powers of ten, with 2 and 5 where there is room", "[ticks]")
{
    CHECK(logarithmic_ticks(0.9, 1200, 6).labels == std::vector<std::string>{"1", "10", "100", "1000"});
    CHECK(logarithmic_ticks(900, 2e5, 6).labels == std::vector<std::string>{"1000", "10⁴", "10⁵"});
    CHECK(logarithmic_ticks(1, 10, 6).labels == std::vector<std::string>{"1", "2", "5", "10"});
}

TEST_CASE("A scale bar has a round length", "[ticks]")
{
    CHECK(round_below(347) == Approx(200));
    CHECK(round_below(0.51) == Approx(0.5));
    CHECK(round_below(1000) == Approx(1000));
}
