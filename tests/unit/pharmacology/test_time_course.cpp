#include "pharmacology/time_course.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

TimeCourse pulses()
{
    return {
        {"PTH", ConcentrationDimension::name, ""}, 4.0, {{20.0, Hours{1.0}, Hours{100.0}, Hours{24.0}, Hours{2.0}}}};
}

/// Integral of the level over a time, from the intervals of steps of one length.
double area(const TimeCourse& course, double hours, double step_h)
{
    double total = 0.0;
    for (double t = 0.0; t < hours - 1e-9; t += step_h)
        for (const SystemicInterval& part : systemic_intervals({course}, Hours{t}, Hours{step_h}))
            total += part.duration.value * double{part.values[0]};
    return total;
}

}  // namespace

TEST_CASE("Steps of 15 min, 1 h and 4 h see the same pulses", "[systemic]")
{
    const double step_h = GENERATE(0.25, 1.0, 4.0, 24.0);
    CHECK(area(pulses(), 96.0, step_h) == Approx(96.0 * 4.0 + 4 * 2.0 * 20.0));
}

TEST_CASE("A step is cut where a level changes, and nowhere else", "[systemic]")
{
    CHECK(systemic_intervals({pulses()}, Hours{0.0}, Hours{4.0}).size() == 3);
    CHECK(systemic_intervals({pulses()}, Hours{8.0}, Hours{4.0}).size() == 1);
    CHECK(systemic_intervals({pulses()}, Hours{1.0}, Hours{2.0}).size() == 1);
    CHECK(systemic_intervals({}, Hours{0.0}, Hours{1.0}).size() == 1);
}

TEST_CASE("An exposure starts, stops and repeats", "[systemic]")
{
    const TimeCourse course = pulses();
    CHECK(course.level_at(0.5) == 4.0);
    CHECK(course.level_at(1.5) == 24.0);
    CHECK(course.level_at(3.5) == 4.0);
    CHECK(course.level_at(25.5) == 24.0);
    CHECK(course.level_at(121.5) == 4.0);
}
