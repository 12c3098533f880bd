#include "lattice/tissue.hpp"

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
      lost(table.declare<float>({"lost", "1", "bone fraction lost with cut-off fragments", Role::state, Shown::no}))
{
    table.resize(grid.size());
}

std::vector<Material> materials_of(const BoneVolume& volume)
{
    std::vector<Material> material(volume.grid.size());
    for (std::size_t i = 0; i < material.size(); ++i) {
        const bool beyond = !volume.outside.empty() && volume.outside[i] != 0;
        material[i] = beyond                                        ? Material::outside
                      : volume.bone_fraction[i] >= surface_fraction ? Material::bone
                                                                    : Material::marrow;
    }
    return material;
}

Tissue tissue_from(const BoneVolume& volume, Hours matrix_age, Number mineral)
{
    const std::size_t voxels = volume.grid.size();
    const auto fits = [&](std::size_t size) { return size == 0 || size == voxels; };
    if (volume.bone_fraction.size() != voxels || !fits(volume.outside.size()) || !fits(volume.mineral.size()))
        throw InputError(
            fmt::format("a bone volume of {} x {} x {} voxels holds {} bone fractions, {} outside marks and {} "
                        "minerals; give one of each per voxel",
                        volume.grid.nx, volume.grid.ny, volume.grid.nz, volume.bone_fraction.size(),
                        volume.outside.size(), volume.mineral.size()));

    Tissue tissue(volume.grid);
    const auto material = tissue.table[tissue.material];
    std::ranges::copy(materials_of(volume), material.begin());
    const auto fraction = tissue.table[tissue.bone_fraction];
    const auto degree = tissue.table[tissue.mineral];
    const auto age_h = tissue.table[tissue.matrix_age_h];
    for (std::size_t i = 0; i < voxels; ++i) {
        const float share = material[i] == Material::outside ? 0.0F : volume.bone_fraction[i];
        if (!(share >= 0.0F && share <= 1.0F))
            throw InputError(fmt::format("bone fraction {} in voxel {} is not between 0 and 1", share, i));
        fraction[i] = share;
        if (share == 0.0F) continue;
        degree[i] = volume.mineral.empty() ? static_cast<float>(mineral.value) : volume.mineral[i];
        age_h[i] = static_cast<float>(matrix_age.value);
    }
    std::copy(fraction.begin(), fraction.end(), tissue.table[tissue.initial].begin());
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
