#include "agents/stages.hpp"

#include "lattice/surface.hpp"

namespace trabecula {

void find_surface(Workspace& work)
{
    if (!work.materials_changed) return;
    work.materials_changed = false;
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    mark_surface(tissue.grid, material, work.touches_bone);
    work.solver.set_materials(material);
}

}  // namespace trabecula
