#include "agents/stages.hpp"

#include "lattice/surface.hpp"

#include "core/parallel.hpp"

namespace trabecula {

void find_surface(Workspace& work)
{
    if (!work.materials_changed) return;
    work.materials_changed = false;
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    for_blocks(material.size(), 65536, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            work.touches_bone[i] = touches_bone(tissue.grid, material, tissue.grid.voxel(i)) ? 1 : 0;
    });
    work.solver.set_materials(material);
}

}  // namespace trabecula
