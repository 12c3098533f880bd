#include "agents/covered_surface.hpp"

#include "agents/surface_disc.hpp"

#include "core/parallel.hpp"

#include <algorithm>

namespace trabecula {

namespace {

/// A disc as rows of BoneSurface::voxels, and the share of them that its cell asks for.
struct Claim {
    std::vector<std::uint32_t> rows;
    float share = 0.0F;
};

Claim claim_of(const BoneSurface& surface, const CellDisc& cell)
{
    const double voxel_um = surface.grid.spacing.value;
    const double radius_um = disc_radius_um(cell.um2) + 0.5 * voxel_um;
    Claim claim;
    const auto centre =
        nearest_surface(surface.grid, surface.marks, cell.voxel, std::max(radius_um, 1.5 * voxel_um), cell.id);
    if (!centre) return claim;
    double um2 = 0.0;
    for (const VoxelId voxel : surface_disc(surface.grid, surface.marks, *centre, radius_um)) {
        claim.rows.push_back(static_cast<std::uint32_t>(surface.index_of(voxel)));
        um2 += double{surface.um2[claim.rows.back()]};
    }
    claim.share = um2 > cell.um2 ? static_cast<float>(cell.um2 / um2) : 1.0F;
    return claim;
}

}  // namespace

std::vector<float> covered_shares(const BoneSurface& surface, std::span<const CellDisc> cells)
{
    std::vector<Claim> claims(cells.size());
    for_blocks(cells.size(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) claims[i] = claim_of(surface, cells[i]);
    });
    std::vector<float> shares(surface.voxels.size());
    for (const Claim& claim : claims)
        for (const std::uint32_t row : claim.rows) shares[row] = std::min(1.0F, shares[row] + claim.share);
    return shares;
}

double covered_um2(const BoneSurface& surface, std::span<const float> shares)
{
    double um2 = 0.0;
    for (std::size_t i = 0; i < shares.size(); ++i) um2 += double{shares[i]} * double{surface.um2[i]};
    return um2;
}

}  // namespace trabecula
