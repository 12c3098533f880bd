#include "agents/stages.hpp"

#include "lattice/surface.hpp"

#include "core/parallel.hpp"

#include <array>
#include <cmath>
#include <functional>

namespace trabecula {

namespace {

/// The mean of a systemic signal over the present step.
double mean_over_step(const Workspace& work, std::size_t signal)
{
    double mean = 0.0;
    for (const SystemicInterval& part : work.systemic)
        mean += double{part.values[signal]} * part.duration.value / work.step_h();
    return mean;
}

/// Area of the faces of a bone voxel towards marrow, each as its slope to the surface asks for.
double surface_um2(const Tissue& tissue, std::span<const Material> material, const Voxel& bone)
{
    const Grid& grid = tissue.grid;
    std::size_t faces = 0;
    std::array<Voxel, face_neighbours.size()> open;
    for (const Voxel& offset : face_neighbours) {
        const Voxel w{bone.x + offset.x, bone.y + offset.y, bone.z + offset.z};
        if (grid.contains(w) && material[grid.index(w)] == Material::marrow) open[faces++] = offset;
    }
    if (faces == 0) return 0.0;
    const Vector3 normal = bone_normal(tissue, bone);
    double slopes = 0.0;
    for (std::size_t f = 0; f < faces; ++f)
        slopes += std::abs(normal.x * open[f].x + normal.y * open[f].y + normal.z * open[f].z);
    return slopes * grid.spacing.value * grid.spacing.value;
}

/// @param per_um2_pM  what a voxel takes up per area of its surface, over the volume of a voxel
/// @return            what all take up, in pM times voxel volumes
double take_up(Workspace& work, Column<float> column, double per_um2_pM)
{
    constexpr std::size_t block = 32768;
    Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    const auto stored = tissue.table[column];
    const auto take_up_block = [&](std::size_t begin, std::size_t end) {
        double sum = 0.0;
        for (std::size_t i = begin; i < end; ++i) {
            if (material[i] != Material::bone) continue;
            const double area = surface_um2(tissue, material, tissue.grid.voxel(static_cast<VoxelId>(i)));
            const float before = stored[i];
            stored[i] += static_cast<float>(per_um2_pM * area);
            sum += double{stored[i]} - double{before};
        }
        return sum;
    };
    return reduce_blocks(stored.size(), block, 0.0, take_up_block, std::plus<>());
}

}  // namespace

void store_drugs(Workspace& work)
{
    for (std::size_t d = 0; d < work.params.bone_drugs.size(); ++d) {
        const BoneDrug& drug = work.params.bone_drugs[d];
        const double level_pM = mean_over_step(work, drug.signal);
        if (level_pM <= 0.0) continue;
        const double per_um2_pM = level_pM * drug.uptake.value * work.step_h() / work.state.tissue.grid.voxel_um3();
        work.state.totals[work.stored_drugs[d].taken_up][0] +=
            take_up(work, work.stored_drugs[d].stored_pM, per_um2_pM);
    }
}

}  // namespace trabecula
