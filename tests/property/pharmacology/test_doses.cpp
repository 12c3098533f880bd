#include "pharmacology/dose_course.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace trabecula;

namespace {

/// Kinetics and schedules of any kind, their numbers spread over four decades.
class Draw {
  public:
    explicit Draw(unsigned seed) : random_(seed) {}

    double number(double least, double most)
    {
        return least * std::pow(most / least, std::uniform_real_distribution<>(0.0, 1.0)(random_));
    }

    Kinetics kinetics()
    {
        Kinetics kinetics;
        kinetics.route = static_cast<Route>(random_() % 4);
        kinetics.bioavailability = number(1e-3, 1.0);
        kinetics.absorption.value = number(1e-2, 1e2);
        kinetics.volume.value = number(1e-2, 1e2);
        kinetics.clearance.value = number(1e-3, 1e1);
        if (random_() % 2 == 0)
            kinetics.peripheral = {LitresPerKilogram{number(1e-2, 1e2)}, LitresPerHourKilogram{number(1e-3, 1e1)}};
        if (kinetics.route == Route::infused) kinetics.infusion.value = number(0.1, 6.0);
        if (random_() % 8 == 0) kinetics.absorption.value = kinetics.clearance.value / kinetics.volume.value;
        return kinetics;
    }

    DoseCourse course(const Kinetics& kinetics)
    {
        DoseCourse course{Hours{number(0.1, 50.0)}, Hours{number(6.0, 600.0)},
                          1 + static_cast<std::int64_t>(random_() % 20), kinetics.infusion,
                          concentration_after_dose(kinetics)};
        return course;
    }

  private:
    std::mt19937 random_;
};

/// Area from time 0, cut as steps of one length are.
double area(const DoseCourse& course, double until_h, double step_h)
{
    double total = 0.0;
    for (double from_h = 0.0; from_h < until_h; from_h += step_h) {
        const double to_h = std::min(from_h + step_h, until_h);
        std::vector<double> times_h{from_h, to_h};
        course.add_changes(from_h, to_h, times_h);
        std::ranges::sort(times_h);
        for (std::size_t i = 0; i + 1 < times_h.size(); ++i)
            total += (times_h[i + 1] - times_h[i]) * course.mean_over(times_h[i], times_h[i + 1]);
    }
    return total;
}

}  // namespace

TEST_CASE("Whatever the kinetics and the schedule, the area is doses x F / CL, and nothing is negative", "[doses]")
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        Draw draw(seed);
        const Kinetics kinetics = draw.kinetics();
        const DoseCourse course = draw.course(kinetics);
        double slowest = 1e9;
        for (const Decay& decay : course.after_dose) slowest = std::min(slowest, decay.rate_per_h);
        const double until_h = course.last_dose_h() + kinetics.infusion.value + 30.0 / slowest;
        const double given = static_cast<double>(course.count) * kinetics.bioavailability / kinetics.clearance.value;
        CHECK(area(course, until_h, until_h / 7.0) == Approx(given).epsilon(1e-8));
        for (double share = 0.0; share <= 1.0; share += 0.01) CHECK(course.level_at(share * until_h) >= 0.0);
    }
}

TEST_CASE("Whatever the kinetics and the schedule, steps of any length see the same area", "[doses]")
{
    for (unsigned seed = 1000; seed < 1100; ++seed) {
        CAPTURE(seed);
        Draw draw(seed);
        const DoseCourse course = draw.course(draw.kinetics());
        const double until_h = course.last_dose_h() + 100.0;
        const double coarse = area(course, until_h, until_h / 3.0);
        CHECK(area(course, until_h, until_h / 200.0) == Approx(coarse).epsilon(1e-8));
    }
}

TEST_CASE("Whatever the kinetics, what many doses leave is what each leaves, added up", "[doses]")
{
    for (unsigned seed = 2000; seed < 2200; ++seed) {
        CAPTURE(seed);
        Draw draw(seed);
        const DoseCourse course = draw.course(draw.kinetics());
        DoseCourse single = course;
        single.count = 1;
        const double peak = single.peak_over(course.start.value, course.start.value + 5000.0);
        for (const double share : {0.1, 0.5, 0.9, 1.0, 1.5}) {
            const double time_h = course.start.value + share * static_cast<double>(course.count) * course.every.value;
            double sum = 0.0;
            for (std::int64_t k = 0; k < course.count; ++k)
                sum += single.level_at(time_h - static_cast<double>(k) * course.every.value);
            CHECK(course.level_at(time_h) == Approx(sum).epsilon(1e-7).margin(1e-9 * peak));
        }
    }
}
