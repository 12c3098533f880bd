#pragma once
#include "lattice/grid.hpp"

#include "core/units.hpp"

#include <cstdint>
#include <span>
#include <vector>

/// The problem of all sections: voxels of 20 um, no flux through the walls, D = 100 um2/s in marrow, decay 1e-4 /s, and
/// a constant secretion in 2 % of the marrow, without order.
namespace trabecula::bench {

inline constexpr Micrometres spacing{20.0};
inline constexpr Diffusivity in_marrow{3.6e5};
inline constexpr Diffusivity in_bone{3.6e4};  // where a section does not vary it
inline constexpr PerHour decay{0.36};
inline constexpr double share_of_voxels = 0.02;
inline constexpr float secretion_pM_per_h = 100.0F;
inline constexpr float uptake_per_h = 3.6F;  // ten times the decay
inline constexpr double tolerance = 1e-5;
inline constexpr int standard_edge = 128;

inline Grid cube(int edge)
{
    return {edge, edge, edge, spacing};
}

inline double megavoxels(const Grid& grid)
{
    return 1e-6 * static_cast<double>(grid.size());
}

/// What the cells of a voxel secrete (pM/h) or take up (1/h).
struct CellExchange {
    std::uint32_t voxel;
    float rate;
};

struct CellExchanges {
    std::vector<CellExchange> secretion;
    std::vector<CellExchange> uptake;  // never where there is secretion
};

/// Draws 2 % of the marrow for each of both.
/// @param field  other fields have other voxels
CellExchanges random_exchanges(std::span<const Material> materials, int field);

/// Sets all of `target` to zero but the voxels listed.
void scatter(std::span<const CellExchange> cells, std::span<float> target);

enum class Move : std::uint8_t { to_a_neighbour, anywhere };

/// Moves 1 % of the cells to other marrow; a cell all of whose neighbours are bone stays.
std::vector<CellExchange> moved(std::span<const CellExchange> cells, const Grid& grid,
                                std::span<const Material> materials, Move move);

}  // namespace trabecula::bench
