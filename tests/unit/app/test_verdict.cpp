#include "app/evidence/verdict.hpp"
#include "app/study/student_t.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <vector>

using namespace trabecula;

namespace {

/// An effect with one interval, for the 95 % and the 90 %.
Effect effect(double percent, double low, double high)
{
    return {percent, low, high, low, high};
}

}  // namespace

TEST_CASE("A direction needs its interval on that side of 0, and 5 %", "[evidence]")
{
    const auto [percent, low, high, verdict] = GENERATE(table<double, double, double, Verdict>({
        {20.0, 10.0, 30.0, Verdict::reproduced},
        {5.0, 0.1, 10.0, Verdict::reproduced},
        {4.9, 0.1, 10.0, Verdict::not_decidable},
        {20.0, -1.0, 41.0, Verdict::not_decidable},
        {3.0, 2.0, 4.9, Verdict::not_reproduced},
        {-20.0, -30.0, -10.0, Verdict::not_reproduced},
        {0.0, 0.0, 0.0, Verdict::not_reproduced},
    }));
    CAPTURE(percent, low, high);
    CHECK(verdict_of(effect(percent, low, high), Expected::up) == verdict);
    CHECK(verdict_of(effect(-percent, -high, -low), Expected::down) == verdict);
}

TEST_CASE("Unchanged means that the 90 % interval lies within 10 %", "[evidence]")
{
    CHECK(verdict_of({1.0, -12.0, 14.0, -8.0, 10.0}, Expected::unchanged) == Verdict::reproduced);
    CHECK(verdict_of({1.0, -12.0, 14.0, -8.0, 10.1}, Expected::unchanged) == Verdict::not_decidable);
    CHECK(verdict_of(effect(20.0, 11.0, 29.0), Expected::unchanged) == Verdict::not_reproduced);
    CHECK(verdict_of(effect(-20.0, -29.0, -11.0), Expected::unchanged) == Verdict::not_reproduced);
}

TEST_CASE("A change may go either way", "[evidence]")
{
    CHECK(verdict_of(effect(-20.0, -30.0, -10.0), Expected::changes) == Verdict::reproduced);
    CHECK(verdict_of(effect(20.0, 10.0, 30.0), Expected::changes) == Verdict::reproduced);
    CHECK(verdict_of(effect(1.0, -2.0, 4.0), Expected::changes) == Verdict::not_reproduced);
    CHECK(verdict_of(effect(8.0, -2.0, 18.0), Expected::changes) == Verdict::not_decidable);
}

TEST_CASE("A reported number is met within 10 points or within the interval", "[evidence]")
{
    CHECK(verdict_of(effect(-50.0, -52.0, -48.0), Expected::down, -58.3) == Verdict::reproduced);
    CHECK(verdict_of(effect(-40.0, -60.0, -20.0), Expected::down, -58.3) == Verdict::reproduced);
    CHECK(verdict_of(effect(-40.0, -45.0, -35.0), Expected::down, -58.3) == Verdict::not_reproduced);
    CHECK(verdict_of(effect(-40.0, -100.0, 20.0), Expected::down, -58.3) == Verdict::not_decidable);
}

TEST_CASE("Of several read-outs all must hold", "[evidence]")
{
    using V = Verdict;
    CHECK(all_of(std::array{V::reproduced, V::reproduced}) == V::reproduced);
    CHECK(all_of(std::array{V::reproduced, V::not_decidable}) == V::not_decidable);
    CHECK(all_of(std::array{V::not_decidable, V::not_reproduced}) == V::not_reproduced);
}

TEST_CASE("Runs are compared in pairs, by ratios where all are positive", "[evidence]")
{
    const std::vector<double> untreated{10.0, 20.0, 40.0};
    const Effect half = effect_of(std::vector{5.0, 10.0, 20.0}, untreated);
    CHECK(half.percent == Approx(-50.0));
    CHECK(half.low == Approx(-50.0));  // every pair says the same
    const Effect varied = effect_of(std::vector{10.0, 20.0, 80.0}, untreated);
    CHECK(varied.percent == Approx(100.0 * (std::cbrt(2.0) - 1.0)));
    CHECK(varied.low < varied.low_90);
    CHECK(varied.high > varied.high_90);
}

TEST_CASE("Where a run has none of it, differences are compared, as a share of the untreated or else the treated",
          "[evidence]")
{
    const std::vector<double> some{10.0, 20.0, 30.0};
    const std::vector<double> none{0.0, 0.0, 0.0};
    CHECK(effect_of(none, some).percent == Approx(-100.0));
    CHECK(effect_of(some, none).percent == Approx(100.0));
    CHECK(effect_of(none, none).percent == 0.0);
    CHECK(effect_of(std::vector{1.0}, std::vector{2.0}).percent == Approx(-50.0));
    CHECK(std::isnan(effect_of(std::vector{1.0}, std::vector{2.0}).low));
    CHECK(std::isnan(effect_of({}, {}).percent));
    CHECK(verdict_of(effect_of(std::vector{1.0}, std::vector{2.0}), Expected::up) == Verdict::not_decidable);
}

TEST_CASE("Student's t for 90 % is that of the tables", "[study]")
{
    CHECK(student_t(1, 0.90) == Approx(6.3138).epsilon(1e-4));
    CHECK(student_t(5, 0.90) == Approx(2.0150).epsilon(1e-4));
    CHECK(student_t(5, 0.95) == Approx(student_t_95(5)));
}
