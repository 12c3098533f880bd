#include "pharmacology/dose_course.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;

namespace {

/// 100 pmol/kg into 2 L/kg, cleared at 0.5 L/h/kg; absorbed at 1.2 /h, or at once.
DoseCourse doses(std::int64_t count, double every_h, Route route = Route::oral)
{
    Kinetics kinetics;
    kinetics.route = route;
    kinetics.absorption.value = 1.2;
    kinetics.volume.value = 2.0;
    kinetics.clearance.value = 0.5;
    DoseCourse course{Hours{6.0}, Hours{every_h}, count, Hours{0.0}, concentration_after_dose(kinetics)};
    for (Decay& decay : course.after_dose) decay.level *= 100.0;
    return course;
}

DoseCourse infusions(std::int64_t count, double every_h, double lasting_h)
{
    DoseCourse course = doses(count, every_h, Route::infused);
    course.infusion.value = lasting_h;
    return course;
}

/// The same as one dose after the other, added up.
double one_by_one(const DoseCourse& course, double time_h)
{
    double level = 0.0;
    for (std::int64_t k = 0; k < course.count; ++k) {
        DoseCourse single = course;
        single.count = 1;
        single.start.value += static_cast<double>(k) * course.every.value;
        level += single.level_at(time_h);
    }
    return level;
}

double trapezoids(const DoseCourse& course, double from_h, double to_h, int steps = 20000)
{
    double sum = 0.0;
    const double h = (to_h - from_h) / steps;
    for (int i = 0; i < steps; ++i)
        sum += 0.5 * h * (course.level_at(from_h + i * h) + course.level_at(from_h + (i + 1) * h));
    return sum;
}

}  // namespace

TEST_CASE("Many doses leave what each leaves, added up", "[doses]")
{
    const Route route = GENERATE(Route::oral, Route::intravenous);
    const DoseCourse course = doses(84, 24.0, route);
    for (const double t : {0.0, 5.99, 6.0, 7.3, 29.9, 30.0, 55.0, 6.0 + 83 * 24.0, 2100.0, 2500.0})
        CHECK(course.level_at(t) == Approx(one_by_one(course, t)).margin(1e-9));
    CHECK(course.level_at(5.9) == 0.0);
}

TEST_CASE("Repeated doses accumulate by 1/(1 - exp(-k tau))", "[doses]")
{
    const double every_h = GENERATE(2.0, 8.0, 24.0);
    const DoseCourse course = doses(1000, every_h, Route::intravenous);
    const double ratio = 1.0 / (1.0 - std::exp(-0.25 * every_h));
    CHECK(course.level_at(course.last_dose_h()) == Approx(50.0 * ratio));
    CHECK(course.mean_over(course.last_dose_h(), course.last_dose_h() + every_h) == Approx(100.0 / 0.5 / every_h));
}

TEST_CASE("The mean over a time is exact", "[doses]")
{
    for (const DoseCourse& course : {doses(5, 12.0), doses(5, 12.0, Route::intravenous), infusions(5, 12.0, 2.0)}) {
        CHECK(course.mean_over(6.0, 7.5) == Approx(trapezoids(course, 6.0, 7.5) / 1.5).epsilon(1e-6));
        CHECK(course.mean_over(20.5, 27.0) == Approx(trapezoids(course, 20.5, 27.0) / 6.5).epsilon(1e-6));
        CHECK(course.mean_over(0.0, 6.0) == 0.0);
        CHECK(course.mean_over(70.0, 70.0) == course.level_at(70.0));
    }
}

TEST_CASE("What is infused long comes to rate over clearance", "[doses]")
{
    const DoseCourse course = infusions(1, 0.0, 200.0);
    CHECK(course.level_at(6.0) == Approx(0.0).margin(1e-12));
    CHECK(course.level_at(6.0 + 4.0) == Approx(100.0 / 200.0 / 0.5 * (1.0 - std::exp(-1.0))));
    CHECK(course.level_at(200.0) == Approx(100.0 / 200.0 / 0.5));
    CHECK(course.level_at(210.0) == Approx(100.0 / 200.0 / 0.5 * std::exp(-0.25 * 4.0)));
}

TEST_CASE("Infusions without a break between them are one", "[doses]")
{
    const DoseCourse course = infusions(100, 12.0, 12.0);
    CHECK(course.level_at(900.0) == Approx(100.0 / 12.0 / 0.5));
    CHECK(course.level_at(906.0) == Approx(100.0 / 12.0 / 0.5));
}

TEST_CASE("The area under all doses is what was given over the clearance", "[doses]")
{
    for (const DoseCourse& course : {doses(7, 24.0), doses(7, 24.0, Route::intravenous), infusions(7, 24.0, 0.5)}) {
        std::vector<double> times{0.0, 1000.0};
        course.add_changes(0.0, 1000.0, times);
        std::ranges::sort(times);
        double area = 0.0;
        for (std::size_t i = 0; i + 1 < times.size(); ++i)
            area += (times[i + 1] - times[i]) * course.mean_over(times[i], times[i + 1]);
        CHECK(area == Approx(7 * 100.0 / 0.5));
    }
}

TEST_CASE("A step is cut where a dose begins or ends", "[doses]")
{
    const auto cuts = [](const DoseCourse& course, double from_h, double to_h) {
        std::vector<double> times;
        course.add_changes(from_h, to_h, times);
        return times;
    };
    CHECK(cuts(doses(3, 24.0), 0.0, 100.0) == std::vector{6.0, 30.0, 54.0});
    CHECK(cuts(doses(3, 24.0), 6.0, 30.0).empty());
    CHECK(cuts(doses(1, 0.0), 0.0, 100.0) == std::vector{6.0});
    CHECK(cuts(infusions(2, 24.0, 2.0), 7.0, 31.0) == std::vector{8.0, 30.0});
    CHECK(cuts(infusions(2, 24.0, 2.0), 31.0, 33.0) == std::vector{32.0});
}

TEST_CASE("A concentration moves between a dose and the time when nothing is left of it", "[doses]")
{
    const DoseCourse course = doses(2, 24.0);
    CHECK_FALSE(course.is_moving(0.0, 4.0));
    CHECK(course.is_moving(6.0, 7.0));
    CHECK(course.is_moving(53.0, 54.0));
    CHECK_FALSE(course.is_moving(120.0, 121.0));
    DoseCourse slow = course;
    for (Decay& decay : slow.after_dose) decay.rate_per_h *= 1e-3;
    CHECK_FALSE(slow.is_moving(500.0, 501.0));
}

TEST_CASE("The peak of Bateman's function comes at log(ka/k)/(ka - k)", "[doses]")
{
    const DoseCourse course = doses(1, 0.0);
    const double peak_h = std::log(1.2 / 0.25) / (1.2 - 0.25);
    CHECK(course.peak_over(6.0, 600.0) == Approx(course.level_at(6.0 + peak_h)).epsilon(1e-6));
    CHECK(doses(1, 0.0, Route::intravenous).peak_over(6.0, 600.0) == Approx(50.0));
    CHECK(infusions(3, 24.0, 2.0).peak_over(54.0, 78.0) ==
          Approx(infusions(3, 24.0, 2.0).level_at(56.0)).epsilon(1e-6));
}

TEST_CASE("Teriparatide, 20 ug, peaks within half an hour of its injection", "[doses]")
{
    Kinetics kinetics;  // Martonova: ka 4.38 /h, k 0.693 /h, V 110 L, F 0.95; a patient of 70 kg
    kinetics.route = Route::injected;
    kinetics.absorption.value = 4.38;
    kinetics.bioavailability = 0.95;
    kinetics.volume.value = 110.0 / 70.0;
    kinetics.clearance.value = 0.693 * kinetics.volume.value;
    DoseCourse course{Hours{0.0}, Hours{24.0}, 28, Hours{0.0}, concentration_after_dose(kinetics)};
    for (Decay& decay : course.after_dose) decay.level *= 4857.0 / 70.0;
    const double peak_pM = course.peak_over(0.0, 24.0);
    CHECK(peak_pM == Approx(course.level_at(0.5)).epsilon(1e-3));
    CHECK(course.level_at(0.5) > course.level_at(0.25));
    CHECK(course.level_at(0.5) > course.level_at(1.0));
    CHECK(peak_pM > 25.0);  // OpenBoneMin: from 36 to about 265 pg/mL, by 24 pM
    CHECK(peak_pM < 35.0);
    CHECK(course.level_at(8.0) < 0.01 * peak_pM);
}
