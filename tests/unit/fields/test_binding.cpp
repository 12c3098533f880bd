#include "diffusion_problem.hpp"

#include "fields/binding.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace trabecula;
using namespace trabecula::test;

namespace {

constexpr double accuracy = 1e-6;  // relative, promised

/// The root by bisection of its logarithm, in long double: slow, and shares no formula with what is tested.
double by_bisection(double total, const std::vector<Binder>& binders)
{
    long double low = std::log(static_cast<long double>(total)) - 200.0L;
    long double high = std::log(static_cast<long double>(total));
    for (int i = 0; i < 200; ++i) {
        const long double middle = 0.5L * (low + high);
        const long double free = std::exp(middle);
        long double sum = free - total;
        for (const Binder& binder : binders) sum += binder.total * free / (binder.kd + free);
        (sum > 0.0L ? high : low) = middle;
    }
    return static_cast<double>(std::exp(0.5L * (low + high)));
}

double complex_of(double free, const Binder& binder)
{
    return binder.total * free / (binder.kd + free);
}

}  // namespace

TEST_CASE("What is free of a pair agrees with bisection from 1e-9 to 1e9 times Kd", "[fields][binding]")
{
    const double kd = GENERATE(1e-6, 2.0, 1e6);
    const double total = kd * GENERATE(1e-9, 1e-6, 1e-3, 0.5, 1.0, 1e3, 1e6, 1e9);
    const double partner = kd * GENERATE(1e-9, 1e-3, 0.999, 1.0, 1.001, 1e3, 1e6, 1e9);
    CAPTURE(kd, total, partner);
    CHECK(free_concentration(total, Binder{partner, kd}) ==
          Approx(by_bisection(total, {{partner, kd}})).epsilon(accuracy).margin(0.0));
}

TEST_CASE("Near balance, where nearly all of both is bound, nothing is lost to cancellation", "[fields][binding]")
{
    const double excess = GENERATE(-1e-3, -1e-6, 0.0, 1e-6, 1e-3);
    const double total = 1e9;
    const Binder binder{total * (1.0 + excess), 1.0};
    CAPTURE(excess);
    CHECK(free_concentration(total, binder) == Approx(by_bisection(total, {binder})).epsilon(accuracy).margin(0.0));
}

TEST_CASE("Several binders compete as bisection says, whatever their ratios", "[fields][binding]")
{
    const double total = GENERATE(1e-9, 1e-3, 1.0, 1e3, 1e9);
    const double first = GENERATE(0.0, 1e-9, 1.0, 1e9);
    const double second = GENERATE(1e-6, 1.0, 1.1e9);
    const double kd = GENERATE(1e-9, 1.0, 1e9);
    const std::vector<Binder> binders{{first, kd}, {second, 1.0}, {0.3 * first, 3e-4}};
    CAPTURE(total, first, second, kd);
    const double free = free_concentration(total, binders);
    CHECK(free == Approx(by_bisection(total, binders)).epsilon(accuracy).margin(0.0));
    CHECK(free >= 0.0);
    CHECK(free <= total);
}

TEST_CASE("Free and bound add up to the totals of all partners", "[fields][binding]")
{
    const double total = GENERATE(1e-9, 1.0, 1e9);
    const std::vector<Binder> binders{{GENERATE(1e-9, 0.7, 1e9), 2.0}, {5.0, GENERATE(1e-6, 1e6)}};
    const double free = free_concentration(total, binders);
    double sum = free;
    for (const Binder& binder : binders) {
        const double bound = complex_of(free, binder);
        const double free_binder = binder.total * unbound_share(free, binder.kd);
        CHECK(free_binder >= 0.0);
        CHECK(free_binder <= binder.total);
        CHECK(free_binder + bound == Approx(binder.total).epsilon(1e-12));
        sum += bound;
    }
    CHECK(sum == Approx(total).epsilon(1e-9));
    CHECK(total * unbound_share(free, binders) == Approx(free).epsilon(1e-9));
}

TEST_CASE("Either partner of a pair may be asked for: both answers are one equilibrium", "[fields][binding]")
{
    const double a = GENERATE(1e-9, 0.3, 7.0, 1e9);
    const double b = GENERATE(1e-9, 0.5, 1e9);
    const double kd = 1.5;
    const double free_a = free_concentration(a, Binder{b, kd});
    const double free_b = free_concentration(b, Binder{a, kd});
    CHECK(free_b == Approx(b * unbound_share(free_a, kd)).epsilon(accuracy).margin(0.0));
    CHECK(free_a == Approx(a * unbound_share(free_b, kd)).epsilon(accuracy).margin(0.0));
}

TEST_CASE("Without a partner all is free, and of nothing nothing", "[fields][binding]")
{
    const std::vector<Binder> none{{0.0, 1.0}, {0.0, 5.0}};
    CHECK(free_concentration(3.0, Binder{0.0, 1.0}) == 3.0);
    CHECK(free_concentration(3.0, none) == 3.0);
    CHECK(free_concentration(0.0, Binder{4.0, 1.0}) == 0.0);
    CHECK(free_concentration(0.0, std::vector<Binder>{{4.0, 1.0}, {4.0, 1.0}}) == 0.0);
    CHECK(unbound_share(7.0, none) == 1.0);
}

TEST_CASE("A second binder of the same kind is as more of the first", "[fields][binding]")
{
    const double total = GENERATE(0.1, 10.0, 1e6);
    const std::vector<Binder> two{{3.0, 2.0}, {5.0, 2.0}};
    CHECK(free_concentration(total, two) == Approx(free_concentration(total, Binder{8.0, 2.0})).epsilon(1e-9));
}

TEST_CASE("Free concentrations at steady state are those of a long transient, in steps of 1 h and of 1 min",
          "[fields][binding]")
{
    constexpr double kd = 1.5;
    const auto free_after = [&](double dt, int steps) {
        std::vector<float> totals[2];
        for (int which = 0; which < 2; ++which) {
            Setup problem(box(16, 16, 16));
            add_random_bone(problem, 0.2);
            for (std::size_t i = 0; i < problem.secretion.size(); ++i)
                problem.secretion[i] = random_number(i, static_cast<std::uint8_t>(10 + which)) < 0.1 ? 400.0F : 0.0F;
            problem.in_marrow = 13.0 * 3600.0;
            problem.in_bone = 1.3 * 3600.0;
            problem.decay = 21.0;
            problem.dt = dt;
            DiffusionSolver solver(problem.grid);
            solver.set_materials(problem.materials);
            for (int i = 0; i < steps; ++i) problem.advance(solver);
            totals[which] = problem.concentration;
        }
        std::vector<double> free;
        for (std::size_t i = 0; i < totals[0].size(); ++i)
            free.push_back(free_concentration(totals[0][i], Binder{totals[1][i], kd}));
        return free;
    };
    const auto steady = free_after(infinity, 1);
    const auto hours = free_after(1.0, 6);
    const auto minutes = free_after(1.0 / 60.0, 40);
    for (std::size_t i = 0; i < steady.size(); ++i) {
        REQUIRE(hours[i] == Approx(steady[i]).epsilon(0.01));
        REQUIRE(minutes[i] == Approx(steady[i]).epsilon(0.01));
    }
}
