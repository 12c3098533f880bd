#include "pharmacology/saturable_elimination.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;

namespace {

Kinetics body(Route route, double most_pmol_per_h_kg, double half_pM)
{
    Kinetics kinetics;
    kinetics.route = route;
    kinetics.volume.value = 2.0;
    kinetics.clearance.value = 0.5;
    kinetics.saturable = {most_pmol_per_h_kg, Picomolar{half_pM}};
    return kinetics;
}

DoseCourse at(double start_h, double every_h = 0.0, std::int64_t count = 1)
{
    return {Hours{start_h}, Hours{every_h}, count, Hours{0.0}, {}};
}

std::shared_ptr<const SampledLevel> level_of(const Kinetics& kinetics, std::vector<RepeatedDose> doses)
{
    return integrate_doses(kinetics, doses);
}

}  // namespace

TEST_CASE("Far above its half level saturable elimination takes the same amount every hour", "[kinetics]")
{
    Kinetics kinetics = body(Route::intravenous, 4.0, 1e-3);
    kinetics.clearance.value = 1e-9;
    const auto level = level_of(kinetics, {{at(3.0), 100.0}});
    CHECK(level->mean_over(2.9, 2.9) == 0.0);
    CHECK(level->mean_over(3.0, 3.0) == Approx(50.0));
    CHECK(level->mean_over(13.0, 13.0) == Approx(50.0 - 10.0 * 4.0 / 2.0).epsilon(1e-3));
    CHECK(level->mean_over(30.0, 30.0) < 1e-3);
}

TEST_CASE("Saturable elimination alone follows its implicit solution", "[kinetics]")
{
    Kinetics kinetics = body(Route::intravenous, 4.0, 7.0);
    kinetics.clearance.value = 1e-9;
    const auto level = level_of(kinetics, {{at(0.0), 100.0}});
    for (const double t : {0.5, 5.0, 20.0, 40.0}) {  // C + half ln C falls evenly
        const double c = level->mean_over(t, t);
        CHECK(c + 7.0 * std::log(c) == Approx(50.0 + 7.0 * std::log(50.0) - 4.0 / 2.0 * t).epsilon(1e-6));
    }
}

TEST_CASE("What saturates far above all levels is a clearance", "[kinetics]")
{
    const Route route = GENERATE(Route::intravenous, Route::oral, Route::injected, Route::infused);
    Kinetics kinetics = body(route, 3e8, 1e9);  // 0.3 L/h/kg
    kinetics.bioavailability = 0.4;
    kinetics.absorption.value = 1.2;
    kinetics.marrow_over_plasma = 0.3;
    if (GENERATE(false, true)) kinetics.peripheral = {LitresPerKilogram{1.0}, LitresPerHourKilogram{0.3}};
    DoseCourse times = at(5.0, 8.0, 4);
    if (route == Route::infused) times.infusion = kinetics.infusion = Hours{2.0};
    const auto level = level_of(kinetics, {{times, 100.0}});

    kinetics.clearance.value += 0.3;
    DoseCourse closed = times;
    closed.after_dose = concentration_after_dose(kinetics);
    for (Decay& decay : closed.after_dose) decay.level *= 100.0;
    for (const double t : {5.5, 6.9, 12.0, 13.3, 22.0, 31.0, 45.0, 60.0})
        CHECK(level->mean_over(t, t) == Approx(closed.level_at(t)).epsilon(1e-5).margin(1e-5));
    CHECK(level->mean_over(7.0, 13.0) == Approx(closed.mean_over(7.0, 13.0)).epsilon(1e-6));
}

TEST_CASE("Doses of any schedules are integrated as one", "[kinetics]")
{
    const Kinetics kinetics = body(Route::injected, 4.0, 7.0);
    const auto together = level_of(kinetics, {{at(0.0, 6.0, 4), 50.0}});
    const auto apart = level_of(kinetics, {{at(6.0, 12.0, 2), 50.0}, {at(0.0, 12.0, 2), 50.0}});
    for (const double t : {1.0, 8.0, 14.0, 30.0})
        CHECK(apart->mean_over(t, t) == Approx(together->mean_over(t, t)).epsilon(1e-12));
    const auto alone = [one = level_of(kinetics, {{at(0.0), 50.0}})](double t) { return one->mean_over(t, t); };
    CHECK(together->mean_over(24.0, 24.0) > 1.1 * (alone(24.0) + alone(18.0) + alone(12.0) + alone(6.0)));
}

TEST_CASE("Two infusions at once end when both have ended", "[kinetics]")
{
    Kinetics kinetics = body(Route::infused, 4.0, 7.0);
    kinetics.infusion = Hours{6.0};
    DoseCourse first = at(0.0);
    DoseCourse second = at(3.1);
    first.infusion = second.infusion = kinetics.infusion;
    const auto level = level_of(kinetics, {{first, 30.0}, {second, 31.3}});
    CHECK(level->mean_over(6.0, 6.0) > level->mean_over(3.1, 3.1));
    CHECK(level->mean_over(9.1, 9.1) > 0.5 * level->mean_over(6.0, 6.0));
    CHECK(level->mean_over(12.0, 12.0) < 0.5 * level->mean_over(9.1, 9.1));
    CHECK(level->mean_over(500.0, 500.0) == 0.0);
}
