#include "lattice/segmented_bone.hpp"

#include "lattice/tissue.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace trabecula {

namespace {

constexpr std::size_t voxels_per_block = 32768;

void check_sizes(const Grid& grid, std::size_t fractions, std::size_t outside)
{
    if (fractions == grid.size() && (outside == 0 || outside == grid.size())) return;
    throw InputError(
        fmt::format("a bone of {} x {} x {} voxels holds {} bone fractions and {} outside marks; give one of each per "
                    "voxel",
                    grid.nx, grid.ny, grid.nz, fractions, outside));
}

/// Sets the materials of one block, where they are not outside, and returns the sum of its fractions.
double segment_block(std::span<const float> fraction, std::size_t begin, std::size_t end, SegmentedBone& into)
{
    double sum = 0.0;
    for (std::size_t i = begin; i < end; ++i) {
        if (!into.in_sample(i)) continue;
        if (!(fraction[i] >= 0.0F && fraction[i] <= 1.0F))
            throw InputError(fmt::format("bone fraction {} in voxel {} is not between 0 and 1", fraction[i], i));
        into.material[i] = fraction[i] >= surface_fraction ? Material::bone : Material::marrow;
        sum += double{fraction[i]};
    }
    return sum;
}

void segment(std::span<const float> fraction, SegmentedBone& bone)
{
    bone.fills_box = bone.count(Material::outside) == 0;
    bone.bone_voxels = reduce_blocks(
        fraction.size(), voxels_per_block, 0.0,
        [&](std::size_t begin, std::size_t end) { return segment_block(fraction, begin, end, bone); }, std::plus<>());
}

}  // namespace

std::size_t SegmentedBone::count(Material wanted) const
{
    return static_cast<std::size_t>(std::count(material.begin(), material.end(), wanted));
}

std::vector<std::uint8_t> mask_of(std::span<const Material> material, Material wanted)
{
    std::vector<std::uint8_t> mask(material.size());
    std::transform(material.begin(), material.end(), mask.begin(), [&](Material m) { return m == wanted ? 1 : 0; });
    return mask;
}

SegmentedBone segmented(const Grid& grid, std::span<const float> bone_fraction, std::span<const std::uint8_t> outside)
{
    check_sizes(grid, bone_fraction.size(), outside.size());
    SegmentedBone bone{grid, std::vector<Material>(grid.size())};
    for (std::size_t i = 0; i < outside.size(); ++i)
        if (outside[i] != 0) bone.material[i] = Material::outside;
    segment(bone_fraction, bone);
    return bone;
}

SegmentedBone segmented(const BoneVolume& volume)
{
    return segmented(volume.grid, volume.bone_fraction, volume.outside);
}

SegmentedBone segmented(const Tissue& tissue)
{
    const auto material = tissue.table[tissue.material];
    SegmentedBone bone{tissue.grid, {material.begin(), material.end()}};
    segment(tissue.table[tissue.bone_fraction], bone);
    return bone;
}

}  // namespace trabecula
