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
        for (const SystemicInterval& part : systemic_intervals({course}, Hours{t}, Hours{step_h}, Hours{step_h}))
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
    const auto parts = [](const std::vector<TimeCourse>& courses, double from_h, double step_h) {
        return systemic_intervals(courses, Hours{from_h}, Hours{step_h}, Hours{step_h}).size();
    };
    CHECK(parts({pulses()}, 0.0, 4.0) == 3);
    CHECK(parts({pulses()}, 8.0, 4.0) == 1);
    CHECK(parts({pulses()}, 1.0, 2.0) == 1);
    CHECK(parts({}, 0.0, 1.0) == 1);
}

TEST_CASE("Parts of a step are as short as asked where a signal pulses, and only there", "[systemic]")
{
    CHECK(systemic_intervals({pulses()}, Hours{8.0}, Hours{4.0}, Hours{0.5}).size() == 8);
    TimeCourse constant = pulses();
    constant.exposures[0].every = Hours{0.0};
    CHECK(systemic_intervals({constant}, Hours{8.0}, Hours{4.0}, Hours{0.5}).size() == 1);
}

namespace {

/// 20 pM after an hour and a half, half of it after four hours, once a day.
TimeCourse daily_doses()
{
    Kinetics kinetics;
    kinetics.route = Route::oral;
    kinetics.absorption.value = 1.2;
    kinetics.volume.value = 1.0;
    kinetics.clearance.value = 0.25;
    DoseCourse course{Hours{1.0}, Hours{24.0}, 4, Hours{0.0}, concentration_after_dose(kinetics)};
    for (Decay& decay : course.after_dose) decay.level *= 30.0;
    return {{"PTH", ConcentrationDimension::name, ""}, 0.0, {}, {course}};
}

/// A day's mean of a steep behaviour behind two nodes that follow a course, at one step length.
double mean_behind_nodes(const TimeCourse& course, double step_h)
{
    const auto driver = [](const std::string& signal, double half, double hill) {
        return Driver{{signal, {}}, half, hill, 1.0, {}};
    };
    NodeSpec fast;
    fast.rule.name.text = "fast";
    fast.rule.activators = {driver("PTH", 12.0, 2.0)};
    fast.relaxation = Hours{0.5};
    NodeSpec slow = fast;
    slow.rule.name.text = "slow";
    slow.rule.activators = {driver("fast", 0.4, 2.0)};
    slow.relaxation = Hours{2.0};
    BehaviourSpec form;
    form.rule.name.text = "form";
    form.rule.activators = {driver("slow", 0.3, 4.0)};
    const Rulebook rulebook({}, {"PTH"}, {fast, slow}, {form});
    Rulebook::Scratch scratch(rulebook);
    double total = 0.0;
    for (double t = 0.0; t < 24.0 - 1e-9; t += step_h) {
        rulebook.evaluate(1, systemic_intervals({course}, Hours{t}, Hours{step_h}, Hours{0.125}), scratch);
        total += step_h * double{scratch.behaviour(0)[0]};
    }
    return total / 24.0;
}

}  // namespace

TEST_CASE("A pulse acts the same through nodes and a steep response, to 1 %, at any step", "[systemic]")
{
    const double exact = mean_behind_nodes(pulses(), 1.0 / 240.0);
    CHECK(exact > 0.01);
    CHECK(mean_behind_nodes(pulses(), GENERATE(0.25, 1.0, 4.0)) == Approx(exact).epsilon(0.01));
}

TEST_CASE("A daily dose acts the same through nodes and a steep response, to 1 %, at any step", "[systemic][doses]")
{
    const double exact = mean_behind_nodes(daily_doses(), 1.0 / 240.0);
    CHECK(exact > 0.01);
    CHECK(mean_behind_nodes(daily_doses(), GENERATE(0.25, 1.0, 4.0)) == Approx(exact).epsilon(0.01));
}

TEST_CASE("What nothing feels divides no step, and has its mean all the same", "[systemic][doses]")
{
    const auto parts = [](const std::vector<bool>& felt) {
        return systemic_intervals({daily_doses()}, Hours{2.0}, Hours{4.0}, Hours{0.125}, felt);
    };
    CHECK(parts({}).size() == 32);
    CHECK(parts({true}).size() == 32);
    const auto whole = parts({false});
    REQUIRE(whole.size() == 1);
    CHECK(whole[0].values[0] == Approx(daily_doses().mean_over(2.0, 6.0)));
}

TEST_CASE("Steps of any length see the same area under doses", "[systemic][doses]")
{
    const double step_h = GENERATE(0.25, 1.0, 4.0, 24.0);
    CHECK(area(daily_doses(), 480.0, step_h) == Approx(4 * 30.0 / 0.25).epsilon(1e-6));  // floats
}

TEST_CASE("Parts of a step are short while a dose comes and goes, and only then", "[systemic][doses]")
{
    const auto parts = [](double from_h) {
        return systemic_intervals({daily_doses()}, Hours{from_h}, Hours{1.0}, Hours{0.125}).size();
    };
    CHECK(parts(0.0) == 1);
    CHECK(parts(1.0) == 8);
    CHECK(parts(40.0) == 8);
    CHECK(parts(200.0) == 1);
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
