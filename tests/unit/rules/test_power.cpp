#include "rules/power.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace trabecula;

TEST_CASE("A power is right to 1e-5 over all levels and exponents", "[rules]")
{
    double worst = 0.0;
    for (const float exponent : {0.1F, 0.5F, 0.7F, 1.0F, 1.5F, 2.7F, 4.0F, 8.5F, 20.0F}) {
        for (float x = 1e-9F; x < 1e9F; x *= 1.037F) {
            const double expected = std::pow(double{x}, double{exponent});
            if (expected < 1e-12 || expected > 1e12) continue;
            worst = std::max(worst, std::abs(double{power(x, exponent)} / expected - 1.0));
        }
    }
    CHECK(worst < 1e-5);
}

TEST_CASE("A power of zero is zero, and no power leaves the numbers", "[rules]")
{
    CHECK(power(0.0F, 0.3F) == 0.0F);
    CHECK(power(0.0F, 20.0F) == 0.0F);
    CHECK(power(1e-38F, 20.0F) < 1e-30F);
    CHECK(std::isfinite(power(1e30F, 20.0F)));
    CHECK(power(1e30F, 20.0F) > 1e30F);
    CHECK(power(1.0F, 3.3F) == 1.0F);
}
