#pragma once
#include "fields/closed_regions.hpp"
#include "fields/diffusion_levels.hpp"

#include <span>

namespace trabecula {

/// A finest level without its geometry: what happens in each voxel by itself.
struct VoxelBalance {
    const NeighbourhoodCode* codes;
    const Exchange* table;
    const float* right_side;    // secretion + concentration before / dt, pM/h
    const float* uptake_per_h;  // null: none
    double removal_per_h;       // 1/dt + decay
    std::size_t voxels;

    bool conducts(std::size_t i) const { return table[codes[i]].faces > 0.0F; }
    double removal(std::size_t i) const
    {
        return removal_per_h + (uptake_per_h == nullptr ? 0.0 : double{uptake_per_h[i]});
    }
};

/// Makes concentrations >= 0, sets voxels without exchange to their own balance, and scales every region that exchanges
/// nothing with the others so that what enters it also leaves it.
/// @returns the largest change by scaling, relative to the largest concentration
double close_mass_balance(const VoxelBalance& balance, const ClosedRegions& closed, std::span<float> concentration_pM);

/// |in - out| / in over all voxels; 0 when nothing enters.
double mass_imbalance(const VoxelBalance& balance, std::span<const float> concentration_pM);

/// Whether something removes the field from every region (one voxel or many).
bool has_steady_state(const VoxelBalance& balance, const ClosedRegions& closed);

}  // namespace trabecula
