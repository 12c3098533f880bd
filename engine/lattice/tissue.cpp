#include "lattice/tissue.hpp"

#include "lattice/segmented_bone.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {
constexpr std::size_t block = 32768;
}

Tissue::Tissue(const Grid& its_grid)
    : grid(its_grid),
      material(table.declare<Material>({"material", "1", "0 marrow, 1 bone, 2 outside the sample"})),
      bone_fraction(table.declare<float>({"bone_fraction", "1", "share of the voxel that is bone matrix"})),
      mineral(table.declare<float>({"mineral", "1", "degree of mineralisation of the matrix in the voxel"})),
      matrix_age_h(table.declare<float>({"matrix_age", "h", "mean age of the matrix in the voxel"})),
      initial(table.declare<float>({"initial", "1", "bone fraction at time 0", Role::state, Shown::no})),
      formed(table.declare<float>({"formed", "1", "bone fraction added since time 0"})),
      resorbed(table.declare<float>({"resorbed", "1", "bone fraction resorbed since time 0"})),
      lost(table.declare<float>({"lost", "1", "bone fraction lost with cut-off fragments", Role::state, Shown::no})),
      changed_h(table.declare<float>(
          {"changed", "h", "when bone was last formed here; if negative, minus when it was last resorbed; 0 never"}))
{
    table.resize(grid.size());
}

Tissue tissue_from(const BoneVolume& volume, Hours matrix_age, Number mineral)
{
    const SegmentedBone bone = segmented(volume);
    if (!volume.mineral.empty() && volume.mineral.size() != volume.grid.size())
        throw InputError(
            fmt::format("a bone volume of {} x {} x {} voxels holds {} minerals; give one per voxel, or none",
                        volume.grid.nx, volume.grid.ny, volume.grid.nz, volume.mineral.size()));
    Tissue tissue(volume.grid);
    std::ranges::copy(bone.material, tissue.table[tissue.material].begin());
    const auto fraction = tissue.table[tissue.bone_fraction];
    const auto degree = tissue.table[tissue.mineral];
    const auto age_h = tissue.table[tissue.matrix_age_h];
    for (std::size_t i = 0; i < fraction.size(); ++i) {
        fraction[i] = bone.in_sample(i) ? volume.bone_fraction[i] : 0.0F;
        if (fraction[i] == 0.0F) continue;
        degree[i] = volume.mineral.empty() ? static_cast<float>(mineral.value) : volume.mineral[i];
        age_h[i] = static_cast<float>(matrix_age.value);
    }
    std::ranges::copy(fraction, tissue.table[tissue.initial].begin());
    return tissue;
}

BoneBalance balance(const Tissue& tissue)
{
    const auto sum = [&](Column<float> column) {
        const auto values = tissue.table[column];
        return reduce_blocks(
            values.size(), block, 0.0,
            [&](std::size_t begin, std::size_t end) {
                double part = 0.0;
                for (std::size_t i = begin; i < end; ++i) part += double{values[i]};
                return part;
            },
            std::plus<>());
    };
    return {sum(tissue.initial), sum(tissue.formed), sum(tissue.resorbed), sum(tissue.lost), sum(tissue.bone_fraction)};
}

}  // namespace trabecula
