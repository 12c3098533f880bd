#include "core/random.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace trabecula;

TEST_CASE("A draw depends on seed, name, step and purpose, and on nothing else", "[random]")
{
    const auto first = [](std::uint64_t seed, std::uint64_t who, std::uint32_t step, std::uint8_t purpose) {
        return RandomStream(seed, who, StepIndex{step}, purpose).bits();
    };
    CHECK(first(1, 2, 3, 4) == first(1, 2, 3, 4));
    const std::set<std::uint32_t> different{first(1, 2, 3, 4), first(2, 2, 3, 4), first(1, 3, 3, 4), first(1, 2, 4, 4),
                                            first(1, 2, 3, 5)};
    CHECK(different.size() == 5);
}

TEST_CASE("Philox gives the published known answer", "[random]")
{
    // Random123's known-answer file: philox4x32-10, counter and key zero.
    RandomStream stream(0, 0, StepIndex{0}, 0);
    CHECK(stream.bits() == 0x6627e8d5U);
    CHECK(stream.bits() == 0xe169c58dU);
    CHECK(stream.bits() == 0xbc57ac4cU);
    CHECK(stream.bits() == 0x9b00dbd8U);
}

TEST_CASE("Distributions have their mean and variance", "[random]")
{
    constexpr int draws = 40000;
    const double mean = GENERATE(0.02, 0.7, 5.0, 29.0, 80.0);
    double sum = 0.0;
    double square = 0.0;
    for (int i = 0; i < draws; ++i) {
        const double value = RandomStream(7, static_cast<std::uint64_t>(i), StepIndex{0}, 1).poisson(mean);
        sum += value;
        square += value * value;
    }
    const double average = sum / draws;
    const double sigma = std::sqrt(mean / draws);
    CHECK(std::abs(average - mean) < 4.5 * sigma);
    CHECK(square / draws - average * average == Approx(mean).epsilon(0.05));
}

TEST_CASE("The normal deviate has mean 0 and variance 1, and uniform stays below 1", "[random]")
{
    RandomStream stream(3, 1, StepIndex{2}, 0);
    double sum = 0.0;
    double square = 0.0;
    for (int i = 0; i < 40000; ++i) {
        const double value = stream.normal();
        sum += value;
        square += value * value;
        REQUIRE(stream.uniform() < 1.0);
        REQUIRE(stream.below(7) < 7);
    }
    CHECK(std::abs(sum / 40000) < 0.025);
    CHECK(square / 40000 == Approx(1.0).epsilon(0.03));
    CHECK(RandomStream(1, 1, StepIndex{0}, 0).poisson(0.0) == 0);
}

TEST_CASE("A table of Poisson numbers makes the draws that are made without it", "[random]")
{
    const double mean = GENERATE(-1.0, 0.0, 1e-20, 1e-3, 0.18, 1.8, 18.0, 29.9, 30.1, 400.0);
    const PoissonTable table(mean);
    for (std::uint64_t who = 0; who < 20000; ++who) {
        RandomStream with_table(1, who, StepIndex{2}, 3);
        RandomStream without(1, who, StepIndex{2}, 3);
        REQUIRE(table.draw(with_table) == without.poisson(mean));
        REQUIRE(with_table.bits() == without.bits());
    }
}
