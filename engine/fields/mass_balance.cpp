#include "fields/mass_balance.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace trabecula {

namespace {

constexpr std::size_t voxels_per_block = 32768;
constexpr std::size_t regions_per_block = 16;

/// What enters and leaves a set of voxels, pM/h, and the largest concentration there.
struct Turnover {
    double in = 0.0;
    double out = 0.0;
    float largest = 0.0F;

    void add(const VoxelBalance& balance, std::span<const float> u, std::size_t i)
    {
        in += double{balance.right_side[i]};
        out += balance.removal(i) * double{u[i]};
        largest = std::max(largest, u[i]);
    }
    Turnover operator+(const Turnover& other) const
    {
        return {in + other.in, out + other.out, std::max(largest, other.largest)};
    }
    double factor() const { return out > 0.0 ? std::max(in, 0.0) / out : 1.0; }
    double change() const { return std::abs(factor() - 1.0) * double{largest}; }
};

template <class Item>
Turnover turnover(std::size_t voxels, Item&& item)
{
    return reduce_blocks(
        voxels, voxels_per_block, Turnover{},
        [&](std::size_t begin, std::size_t end) {
            Turnover part;
            for (std::size_t i = begin; i < end; ++i) item(part, i);
            return part;
        },
        [](const Turnover& a, const Turnover& b) { return a + b; });
}

/// Clips, settles voxels without exchange, and adds up the others.
Turnover settle_voxels(const VoxelBalance& balance, std::span<float> u)
{
    return turnover(balance.voxels, [&](Turnover& part, std::size_t i) {
        const Exchange& e = balance.table[balance.codes[i]];
        if (e.faces > 0.0F) {
            u[i] = std::max(u[i], 0.0F);
            part.add(balance, u, i);
        } else {
            const double removal = material_of(balance.codes[i]) == Material::outside ? 0.0 : balance.removal(i);
            u[i] = removal > 0.0 ? static_cast<float>(double{balance.right_side[i]} / removal) : 0.0F;
        }
    });
}

struct ScaledRegion {
    Turnover before;
    std::vector<float> concentration_pM;
};

std::vector<ScaledRegion> scale_closed(const VoxelBalance& balance, const ClosedRegions& closed,
                                       std::span<const float> u)
{
    std::vector<ScaledRegion> scaled(closed.count());
    for_blocks(closed.count(), regions_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            for (const std::uint32_t i : closed[r]) scaled[r].before.add(balance, u, i);
            const auto factor = static_cast<float>(scaled[r].before.factor());
            for (const std::uint32_t i : closed[r]) scaled[r].concentration_pM.push_back(u[i] * factor);
        }
    });
    return scaled;
}

bool takes_up(const VoxelBalance& balance, std::size_t i)
{
    return balance.uptake_per_h != nullptr && balance.uptake_per_h[i] > 0.0F;
}

}  // namespace

double close_mass_balance(const VoxelBalance& balance, const ClosedRegions& closed, std::span<float> concentration_pM)
{
    const std::span<float> u = concentration_pM;
    Turnover rest = settle_voxels(balance, u);
    const float largest = rest.largest;
    const std::vector<ScaledRegion> scaled = scale_closed(balance, closed, u);
    double change = 0.0;
    for (const ScaledRegion& region : scaled) {
        rest.in -= region.before.in;
        rest.out -= region.before.out;
        change = std::max(change, region.before.change());
    }
    change = std::max(change, rest.change());
    const auto factor = static_cast<float>(rest.factor());
    for_blocks(u.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (balance.conducts(i)) u[i] *= factor;
    });
    for (std::size_t r = 0; r < closed.count(); ++r)
        for (std::size_t k = 0; k < closed[r].size(); ++k) u[closed[r][k]] = scaled[r].concentration_pM[k];
    return largest > 0.0F ? change / double{largest} : 0.0;
}

double mass_imbalance(const VoxelBalance& balance, std::span<const float> concentration_pM)
{
    const Turnover all =
        turnover(balance.voxels, [&](Turnover& part, std::size_t i) { part.add(balance, concentration_pM, i); });
    return all.in > 0.0 ? std::abs(all.in - all.out) / all.in : 0.0;
}

bool has_steady_state(const VoxelBalance& balance, const ClosedRegions& closed)
{
    if (balance.removal_per_h > 0.0) return true;
    std::size_t conducting = 0;
    std::size_t sinks = 0;
    for (std::size_t i = 0; i < balance.voxels; ++i) {
        if (balance.conducts(i)) {
            ++conducting;
            sinks += takes_up(balance, i) ? 1 : 0;
        } else if (material_of(balance.codes[i]) != Material::outside && !takes_up(balance, i)) {
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
