#include "agents/event.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("An event within a step is as likely as its rate says, and the same draw decides it", "[random]")
{
    const double rate_per_h = GENERATE(0.0, 1e-9, 0.02, 0.7, 5.0);
    constexpr double step_h = 0.5;
    constexpr int cells = 50000;
    int events = 0;
    for (std::uint64_t id = 0; id < cells; ++id) {
        const RandomStream random(1, id, StepIndex{3}, 2);
        const bool happens = happens_within(random, rate_per_h, step_h);
        REQUIRE(happens == RandomStream(random).happens(probability_within(rate_per_h, step_h)));
        events += happens ? 1 : 0;
    }
    const double expected = cells * probability_within(rate_per_h, step_h);
    CHECK(events == Approx(expected).margin(5.0 * std::sqrt(expected) + 1e-3));  // five standard deviations
}
