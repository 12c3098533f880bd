#include "fields/mass_balance.hpp"

#include "core/parallel.hpp"

#include <algorithm>

namespace trabecula {

namespace {

constexpr std::size_t pores_per_block = 16;

bool takes_up(const VoxelBalance& balance, std::size_t i)
{
    return balance.uptake_per_h != nullptr && balance.uptake_per_h[i] > 0.0F;
}

}  // namespace

bool VoxelBalance::conducts(std::size_t i) const
{
    const NeighbourhoodCode* own = codes + i;
    const auto at = static_cast<std::ptrdiff_t>(i);
    const NeighbourhoodCode west = codes[lanes::slot_west_of(at)];
    const auto rate = [&](NeighbourhoodCode code, int bits) { return rates[code >> bits & 3]; };
    const float all = rate(west, 0) + rate(*own, 0) + rate(*(own - shape.pitch()), north_bits) +
                      rate(*own, north_bits) + rate(*(own - shape.plane()), above_bits) + rate(*own, above_bits);
    return all > 0.0F;
}

PoreScaling::PoreScaling(const VoxelBalance& balance, const ClosedRegions& closed, const float* u)
    : pores_(closed.count())
{
    for_blocks(closed.count(), pores_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            Turnover& before = pores_[r].before;
            for (const std::uint32_t i : closed[r]) {
                before.in += double{balance.right_side[i]};
                before.out += balance.removal(i) * double{u[i]};
                before.largest = std::max(before.largest, u[i]);
            }
            const auto factor = static_cast<float>(before.factor());
            for (const std::uint32_t i : closed[r]) pores_[r].concentration_pM.push_back(u[i] * factor);
        }
    });
}

Turnover PoreScaling::rest_of(const Turnover& all) const
{
    Turnover rest = all;
    for (const Pore& pore : pores_) {
        rest.in -= pore.before.in;
        rest.out -= pore.before.out;
    }
    return rest;
}

double PoreScaling::largest_change() const
{
    double most = 0.0;
    for (const Pore& pore : pores_) most = std::max(most, pore.before.change());
    return most;
}

double PoreScaling::apply(const VoxelBalance& balance, const ClosedRegions& closed, float* u) const
{
    double more_out = 0.0;
    for (std::size_t r = 0; r < closed.count(); ++r) {
        for (std::size_t n = 0; n < closed[r].size(); ++n) {
            const std::uint32_t i = closed[r][n];
            more_out += balance.removal(i) * (double{pores_[r].concentration_pM[n]} - double{u[i]});
            u[i] = pores_[r].concentration_pM[n];
        }
    }
    return more_out;
}

bool has_steady_state(const VoxelBalance& balance, const ClosedRegions& closed)
{
    if (balance.removal_per_h > 0.0) return true;
    std::size_t conducting = 0;
    std::size_t sinks = 0;
    for (std::size_t i = 0; i < balance.shape.slots(); ++i) {
        if (balance.conducts(i)) {
            ++conducting;
            sinks += takes_up(balance, i) ? 1 : 0;
        } else if (!balance.is_outside(i) && !takes_up(balance, i)) {
            return false;
        }
    }
    for (std::size_t r = 0; r < closed.count(); ++r) {
        const auto of_region = static_cast<std::size_t>(
            std::ranges::count_if(closed[r], [&](std::uint32_t i) { return takes_up(balance, i); }));
        if (of_region == 0) return false;
        sinks -= of_region;
    }
    return sinks > 0 || conducting == closed.voxel_count();
}

}  // namespace trabecula
