#include "agents/eroded_surface.hpp"

#include "lattice/surface.hpp"

namespace trabecula {

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

}  // namespace trabecula
