#include "agents/touched_surface.hpp"

#include "lattice/cube_about.hpp"
#include "lattice/surface.hpp"

#include <utility>

namespace trabecula {

namespace {

/// @param cost_of  of a surface voxel, the least first among equally near ones; absent: not this one
template <class CostOf>
std::optional<VoxelId> nearest_in_contact(const Workspace& work, VoxelId marrow, CostOf&& cost_of)
{
    const Grid& grid = work.state.tissue.grid;
    // The middle of a surface voxel is half a voxel from bone.
    const double beyond = std::max(0.0, work.params.bone.contact_depth.value / grid.spacing.value - 0.5);
    std::optional<std::pair<int, float>> best;
    std::optional<VoxelId> nearest;
    for_cube_about(grid, marrow, static_cast<int>(beyond), [&](VoxelId voxel, int distance2) {
        if (distance2 > beyond * beyond || work.touches_bone[raw(voxel)] == 0) return;
        const std::optional<float> cost = cost_of(voxel);
        if (!cost) return;
        const std::pair place{distance2, *cost};
        if (best && place >= *best) return;
        best = place;
        nearest = voxel;
    });
    return nearest;
}

}  // namespace

float eroded_share(const Tissue& tissue, VoxelId marrow)
{
    const Grid& grid = tissue.grid;
    const auto material = tissue.table[tissue.material];
    const auto changed_h = tissue.table[tissue.changed_h];
    const Voxel v = grid.voxel(marrow);
    int faces = 0;
    int eroded = 0;
    for (const Voxel& offset : face_neighbours) {
        const Voxel w{v.x + offset.x, v.y + offset.y, v.z + offset.z};
        if (!grid.contains(w) || material[grid.index(w)] != Material::bone) continue;
        ++faces;
        if (is_eroded(changed_h, grid.id(w), marrow)) ++eroded;
    }
    return faces == 0 ? 0.0F : static_cast<float>(eroded) / static_cast<float>(faces);
}

std::optional<VoxelId> touched_surface(const Workspace& work, VoxelId marrow)
{
    return nearest_in_contact(work, marrow, [](VoxelId) { return std::optional{0.0F}; });
}

std::optional<VoxelId> touched_free_surface(const Workspace& work, VoxelId marrow)
{
    return nearest_in_contact(work, marrow, [&](VoxelId surface) -> std::optional<float> {
        if (work.taken[raw(surface)] == taken_by_osteoclast) return std::nullopt;
        return -eroded_share(work.state.tissue, surface);
    });
}

float touched_erosion(const Workspace& work, VoxelId marrow)
{
    const auto surface = touched_free_surface(work, marrow);
    return surface ? eroded_share(work.state.tissue, *surface) : 0.0F;
}

}  // namespace trabecula
