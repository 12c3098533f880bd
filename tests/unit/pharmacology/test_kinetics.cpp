#include "pharmacology/kinetics.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;

namespace {

Kinetics intravenous(double volume, double clearance)
{
    Kinetics kinetics;
    kinetics.volume.value = volume;
    kinetics.clearance.value = clearance;
    return kinetics;
}

Kinetics with_peripheral(Kinetics kinetics, double volume, double exchange)
{
    kinetics.peripheral = {LitresPerKilogram{volume}, LitresPerHourKilogram{exchange}};
    return kinetics;
}

Kinetics absorbed(Kinetics kinetics, double absorption, double bioavailability)
{
    kinetics.route = Route::oral;
    kinetics.absorption.value = absorption;
    kinetics.bioavailability = bioavailability;
    return kinetics;
}

double level(const Kinetics& kinetics, double time_h)
{
    double sum = 0.0;
    for (const Decay& decay : concentration_after_dose(kinetics))
        sum += decay.level * std::exp(-decay.rate_per_h * time_h);
    return sum;
}

double area(const Kinetics& kinetics)
{
    double sum = 0.0;
    for (const Decay& decay : concentration_after_dose(kinetics)) sum += decay.level / decay.rate_per_h;
    return sum;
}

/// The amounts in gut, blood and periphery after 1 pmol/kg, by steps of Runge and Kutta: what the closed forms are
/// checked against.
struct Amounts {
    double gut = 0.0, blood = 0.0, periphery = 0.0, eliminated = 0.0;
};

Amounts integrate(const Kinetics& kinetics, double time_h, int steps = 20000)
{
    const bool is_oral = kinetics.route == Route::oral;
    Amounts now;
    (is_oral ? now.gut : now.blood) = kinetics.bioavailability;
    const auto slope = [&](const Amounts& a) {
        const double in = is_oral ? kinetics.absorption.value * a.gut : 0.0;
        const double out = kinetics.clearance.value / kinetics.volume.value * a.blood;
        const double away =
            kinetics.peripheral
                ? kinetics.peripheral->exchange.value *
                      (a.blood / kinetics.volume.value - a.periphery / kinetics.peripheral->volume.value)
                : 0.0;
        return Amounts{-in, in - out - away, away, out};
    };
    const auto moved = [](const Amounts& a, const Amounts& s, double h) {
        return Amounts{a.gut + h * s.gut, a.blood + h * s.blood, a.periphery + h * s.periphery,
                       a.eliminated + h * s.eliminated};
    };
    const double h = time_h / steps;
    for (int i = 0; i < steps; ++i) {
        const Amounts k1 = slope(now);
        const Amounts k2 = slope(moved(now, k1, h / 2));
        const Amounts k3 = slope(moved(now, k2, h / 2));
        const Amounts k4 = slope(moved(now, k3, h));
        now = moved(moved(moved(moved(now, k1, h / 6), k2, h / 3), k3, h / 3), k4, h / 6);
    }
    return now;
}

}  // namespace

TEST_CASE("After an intravenous dose one compartment falls exponentially", "[kinetics]")
{
    const Kinetics kinetics = intravenous(2.0, 0.5);
    CHECK(level(kinetics, 0.0) == Approx(0.5));
    CHECK(level(kinetics, 4.0) == Approx(0.5 * std::exp(-1.0)));
    CHECK(area(kinetics) == Approx(1.0 / 0.5));
}

TEST_CASE("After an oral dose one compartment follows Bateman's function", "[kinetics]")
{
    const double absorption = GENERATE(1.2, 0.05);
    const Kinetics kinetics = absorbed(intravenous(2.0, 0.5), absorption, 0.12);
    const double elimination = 0.25;
    for (const double t : {0.0, 0.3, 2.0, 9.0, 40.0})
        CHECK(level(kinetics, t) == Approx(0.12 / 2.0 * absorption / (absorption - elimination) *
                                           (std::exp(-elimination * t) - std::exp(-absorption * t)))
                                        .margin(1e-12));
    CHECK(area(kinetics) == Approx(0.12 / 0.5));
}

TEST_CASE("Absorption as fast as elimination is the limit of Bateman's function", "[kinetics]")
{
    const double relative = GENERATE(0.0, 1e-12, 1e-7, 9e-5, -9e-5);
    const double rate = 0.25;
    const Kinetics kinetics = absorbed(intravenous(2.0, 0.5), rate * (1.0 + relative), 1.0);
    const double peak = 0.5 * std::exp(-1.0);
    for (const double t : {0.0, 0.1, 4.0, 40.0}) {
        const double middle = rate * (1.0 + 0.5 * relative);
        CHECK(level(kinetics, t) ==
              Approx(0.5 * rate * (1.0 + relative) * t * std::exp(-middle * t)).margin(1e-6 * peak).epsilon(0.0));
    }
    CHECK(area(kinetics) == Approx(2.0).epsilon(1e-9));
}

TEST_CASE("Two compartments conserve what is given, and follow their equations", "[kinetics]")
{
    struct Case {
        double exchange, periphery;
    };
    const Case one = GENERATE(Case{0.3, 1.0}, Case{5.0, 1.0}, Case{0.01, 8.0}, Case{1e-6, 1.0}, Case{0.25, 1.0});
    const bool is_oral = GENERATE(false, true);
    Kinetics kinetics = with_peripheral(intravenous(2.0, 0.5), one.periphery, one.exchange);
    if (is_oral) kinetics = absorbed(kinetics, 1.2, 0.4);
    CAPTURE(one.exchange, one.periphery, is_oral);
    for (const double t : {0.5, 3.0, 24.0}) {
        const Amounts amounts = integrate(kinetics, t);
        CHECK(amounts.gut + amounts.blood + amounts.periphery + amounts.eliminated ==
              Approx(kinetics.bioavailability).epsilon(1e-12));
        CHECK(level(kinetics, t) == Approx(amounts.blood / 2.0).epsilon(1e-7));
    }
    CHECK(area(kinetics) == Approx(kinetics.bioavailability / 0.5).epsilon(1e-9));
}

TEST_CASE("An intravenous dose in two compartments falls by two exponentials, the eigenvalues of the exchange",
          "[kinetics]")
{
    const auto decays = concentration_after_dose(with_peripheral(intravenous(2.0, 0.5), 1.0, 0.3));
    const double out = 0.25;
    const double away = 0.15;
    const double back = 0.3;
    REQUIRE(decays.size() == 2);
    CHECK(decays[0].rate_per_h + decays[1].rate_per_h == Approx(out + away + back));
    CHECK(decays[0].rate_per_h * decays[1].rate_per_h == Approx(out * back));
    CHECK(decays[0].level + decays[1].level == Approx(0.5));
    CHECK(decays[0].level ==
          Approx(0.5 * (decays[0].rate_per_h - back) / (decays[0].rate_per_h - decays[1].rate_per_h)));
}

TEST_CASE("Absorption as fast as one of two eigenvalues is no trouble", "[kinetics]")
{
    const Kinetics blood = with_peripheral(intravenous(2.0, 0.5), 1.0, 0.3);
    const double rate = concentration_after_dose(blood)[GENERATE(0U, 1U)].rate_per_h;
    const Kinetics kinetics = absorbed(blood, rate, 1.0);
    for (const double t : {0.5, 3.0, 24.0})
        CHECK(level(kinetics, t) == Approx(integrate(kinetics, t).blood / 2.0).epsilon(1e-6));
}

TEST_CASE("Marrow has its share of the plasma's concentration", "[kinetics]")
{
    Kinetics kinetics = intravenous(2.0, 0.5);
    kinetics.marrow_over_plasma = 0.3;
    CHECK(level(kinetics, 1.0) == Approx(0.3 * 0.5 * std::exp(-0.25)));
}
