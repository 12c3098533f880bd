#pragma once
#include "lattice/grid.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace trabecula {

struct BoneVolume;
struct Tissue;

/// What morphometry needs of a bone: one byte per voxel.
struct SegmentedBone {
    Grid grid;
    std::vector<Material> material;  // shape (nz, ny, nx); bone where at least half of the voxel is
    bool fills_box = true;           // no voxel is outside the sample
    double bone_voxels = 0.0;        // BV in voxel volumes: the sum of the bone fractions

    bool in_sample(std::size_t voxel) const { return material[voxel] != Material::outside; }
    std::size_t count(Material wanted) const;
    std::size_t voxels_in_sample() const { return grid.size() - count(Material::outside); }
};

/// 1 where the material is the one wanted.
std::vector<std::uint8_t> mask_of(std::span<const Material> material, Material wanted);

/// Takes over fractions of shape (nz, ny, nx); voxels beyond the sample hold no bone, whatever their fraction.
/// @param outside      not 0 where the voxel is beyond the sample; empty when none is
/// @throws InputError  when an array has another size than the grid, or a fraction is not within [0, 1]
SegmentedBone segmented(const Grid& grid, std::span<const float> bone_fraction, std::span<const std::uint8_t> outside);
SegmentedBone segmented(const BoneVolume& volume);
SegmentedBone segmented(const Tissue& tissue);

}  // namespace trabecula
