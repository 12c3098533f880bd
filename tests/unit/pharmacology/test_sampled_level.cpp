#include "pharmacology/sampled_level.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

double cubic(double t)
{
    return 2.0 + t - 0.5 * t * t + 0.1 * t * t * t;
}

double slope(double t)
{
    return 1.0 - t + 0.3 * t * t;
}

double area(double t)
{
    return 2.0 * t + t * t / 2.0 - t * t * t / 6.0 + 0.025 * t * t * t * t;
}

}  // namespace

TEST_CASE("A sampled cubic is that cubic, in value and mean", "[kinetics]")
{
    SampledLevel level;
    for (const double t : {0.0, 0.7, 1.0, 4.0}) level.add(t, cubic(t), slope(t));
    for (const double t : {0.0, 0.2, 0.7, 0.9, 2.5, 3.999}) CHECK(level.mean_over(t, t) == Approx(cubic(t)));
    for (const double from : {0.0, 0.3, 0.7, 1.5})
        for (const double to : {1.6, 2.0, 4.0}) {
            CAPTURE(from, to);
            CHECK(level.mean_over(from, to) == Approx((area(to) - area(from)) / (to - from)));
        }
}

TEST_CASE("A sampled level is 0 outside its times, and jumps where two samples share one", "[kinetics]")
{
    SampledLevel level;
    CHECK(level.mean_over(0.0, 1.0) == 0.0);
    level.add(1.0, 2.0, 0.0);
    level.add(2.0, 2.0, 0.0);
    level.add(2.0, 5.0, 0.0);
    level.add(4.0, 5.0, 0.0);
    CHECK(level.mean_over(0.5, 0.5) == 0.0);
    CHECK(level.mean_over(1.5, 1.5) == 2.0);
    CHECK(level.mean_over(2.0, 2.0) == 5.0);
    CHECK(level.mean_over(4.0, 4.0) == 0.0);
    CHECK(level.mean_over(0.0, 2.0) == Approx(1.0));
    CHECK(level.mean_over(0.0, 10.0) == Approx(1.2));
    CHECK(level.mean_over(1.5, 2.5) == Approx(3.5));
}
