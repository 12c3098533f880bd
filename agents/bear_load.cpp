#include "agents/stages.hpp"

#include "fields/load_paths.hpp"

#include "lattice/surface.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

/// Cells at the surface feel the bone beside them.
float mean_of_bone_beside(const Grid& grid, std::span<const Material> materials, std::span<const float> strain,
                          Voxel at)
{
    float sum = 0.0F;
    float voxels = 0.0F;
    for (const Voxel& face : face_neighbours) {
        const Voxel v{at.x + face.x, at.y + face.y, at.z + face.z};
        if (!grid.contains(v) || materials[grid.index(v)] != Material::bone) continue;
        sum += strain[grid.index(v)];
        voxels += 1.0F;
    }
    return voxels > 0.0F ? sum / voxels : 0.0F;
}

}  // namespace

void find_strain(Workspace& work)
{
    if (!work.habitual_strain) return;
    const FieldGrid& lattice = work.state.fields.lattice;
    const auto materials = lattice.materials(work.state.tissue.table[work.state.tissue.material]);
    const auto strain = work.state.fields.table[*work.habitual_strain];
    std::ranges::fill(strain, 0.0F);
    for (std::size_t axis = 0; axis < work.params.load->stress.size(); ++axis) {
        const double of_solid = work.params.load->stress[axis] / work.params.load->modulus;
        if (of_solid == 0.0) continue;
        const std::vector<float> times = stress_concentration(work.solver, lattice.grid(), materials, axis);
        for (std::size_t i = 0; i < strain.size(); ++i)
            strain[i] = std::hypot(strain[i], static_cast<float>(of_solid) * times[i]);
    }
    for_blocks(strain.size(), 32768, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (materials[i] == Material::marrow)
                strain[i] = mean_of_bone_beside(lattice.grid(), materials, strain, lattice.grid().voxel(i));
    });
}

void bear_load(Workspace& work)
{
    if (work.params.load && work.is_due(work.params.load->every)) find_strain(work);
}

}  // namespace trabecula
