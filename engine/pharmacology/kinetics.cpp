#include "pharmacology/kinetics.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

/// After 1 pmol/kg that is in the blood at once, in pM.
std::vector<Decay> disposition(const Kinetics& kinetics)
{
    const double per_volume = 1.0 / kinetics.volume.value;
    const double out = kinetics.clearance.value * per_volume;
    if (!kinetics.peripheral) return {{per_volume, out}};
    const double away = kinetics.peripheral->exchange.value * per_volume;
    const double back = kinetics.peripheral->exchange.value / kinetics.peripheral->volume.value;
    const double gap = std::sqrt((out - back) * (out - back) + away * away + 2.0 * away * (out + back));
    const double fast = 0.5 * (out + away + back + gap);
    const double slow = out * back / fast;
    // fast - back and back - slow; their product is away * back, and the larger is a sum
    const double excess = out + away - back;
    const double larger = 0.5 * (gap + std::abs(excess));
    const double smaller = away * back / larger;
    return {{per_volume * (excess > 0.0 ? larger : smaller) / gap, fast},
            {per_volume * (excess > 0.0 ? smaller : larger) / gap, slow}};
}

void add_absorbed(const Decay& decay, double absorption_per_h, std::vector<Decay>& result)
{
    constexpr double least_half_gap = 1e-4;  // relative
    const double product = decay.rate_per_h * absorption_per_h;
    const double half_gap =
        std::max(0.5 * std::abs(absorption_per_h - decay.rate_per_h), least_half_gap * std::sqrt(product));
    const double fast = std::sqrt(product + half_gap * half_gap) + half_gap;
    const double slow = product / fast;
    const double level = decay.level * absorption_per_h / (2.0 * half_gap);
    result.push_back({level, slow});
    result.push_back({-level, fast});
}

}  // namespace

std::vector<Decay> concentration_after_dose(const Kinetics& kinetics)
{
    const bool absorbed = kinetics.route == Route::oral || kinetics.route == Route::injected;
    std::vector<Decay> result;
    for (Decay decay : disposition(kinetics)) {
        decay.level *= kinetics.bioavailability * kinetics.marrow_over_plasma;
        if (absorbed)
            add_absorbed(decay, kinetics.absorption.value, result);
        else
            result.push_back(decay);
    }
    return result;
}

}  // namespace trabecula
