#pragma once
#include <algorithm>
#include <cmath>
#include <span>

namespace trabecula {

/// One of those that bind a common partner, 1:1 each: its total (free and bound) and the dissociation constant of the
/// pair, in one unit of concentration. `total` >= 0, `kd` > 0.
struct Binder {
    double total;
    double kd;
};

/// What stays free of `total`, of which each molecule can bind one molecule of `binder`, in mass-action equilibrium:
///
///     free (T_b - bound) = kd bound,   bound = total - free
///
/// The quadratic in the form that subtracts no near equals: the relative error stays below 1e-6 even where all but
/// 1e-9 of it is bound. 0 <= free <= total.
inline double free_concentration(double total, const Binder& binder)
{
    const double b = binder.kd + (binder.total - total);
    const double root = std::sqrt(b * b + 4.0 * binder.kd * total);
    const double free = b >= 0.0 ? 2.0 * binder.kd * total / (b + root) : 0.5 * (root - b);
    return std::min(free, total);
}

/// The same with one or several binders that compete for it:
///
///     free + sum_j T_j free / (kd_j + free) = total
///
/// The left side grows with `free`, so there is one root; found by Newton steps kept within a bracket.
double free_concentration(double total, std::span<const Binder> binders);

/// Share of a species that is unbound where what binds it has this free concentration. The free binder is
/// `binder.total * unbound_share(free, binder.kd)`.
inline double unbound_share(double free_partner, double kd)
{
    return kd / (kd + free_partner);
}

/// Share of the common partner that is unbound, given what of it is free.
double unbound_share(double free, std::span<const Binder> binders);

}  // namespace trabecula
