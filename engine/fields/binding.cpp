#include "fields/binding.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double accuracy = 1e-10;  // relative, of the last step
constexpr int most_steps = 200;     // bisection alone needs 60 for twenty orders of magnitude

}  // namespace

double unbound_share(double free, std::span<const Binder> binders)
{
    double bound_per_free = 0.0;
    for (const Binder& binder : binders) bound_per_free += binder.total / (binder.kd + free);
    return 1.0 / (1.0 + bound_per_free);
}

double free_concentration(double total, std::span<const Binder> binders)
{
    if (binders.size() == 1) return free_concentration(total, binders.front());
    if (total <= 0.0) return 0.0;
    double least = total * unbound_share(0.0, binders);  // as if binders could not be saturated
    double most = total;
    double free = least;
    for (int step = 0; step < most_steps && most > least * (1.0 + accuracy); ++step) {
        double excess = free - total;
        double slope = 1.0;
        for (const Binder& binder : binders) {
            const double share = free / (binder.kd + free);
            excess += binder.total * share;
            slope += binder.total * unbound_share(free, binder.kd) / (binder.kd + free);
        }
        (excess > 0.0 ? most : least) = free;
        const double newton = free - excess / slope;
        const bool inside = newton > least && newton < most;
        // The left side is concave: Newton's steps come from below, and are short where binders saturate.
        const double next = inside && newton < 4.0 * free ? newton : std::sqrt(least * most);
        if (std::abs(next - free) <= accuracy * free) return std::min(next, total);
        free = next;
    }
    return std::min(free, total);
}

}  // namespace trabecula
