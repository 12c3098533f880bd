#include "lattice/bone_pieces.hpp"

#include "lattice/components.hpp"

#include <numeric>

namespace trabecula {

namespace {

void count_bone(const SegmentedBone& bone, BonePieces& counted)
{
    const Components found = find_components(bone.grid, mask_of(bone.material, Material::bone), Connectivity::corners);
    counted.pieces = found.list.size();
    const std::optional<std::size_t> largest = found.largest();
    if (!largest) return;
    const auto voxels = std::accumulate(found.list.begin(), found.list.end(), std::size_t{0},
                                        [](std::size_t sum, const Component& c) { return sum + c.voxels; });
    counted.largest_share = static_cast<double>(found.list[*largest].voxels) / static_cast<double>(voxels);
}

void count_cavities(const SegmentedBone& bone, BonePieces& counted)
{
    const std::vector<std::uint8_t> outside =
        bone.fills_box ? std::vector<std::uint8_t>{} : mask_of(bone.material, Material::outside);
    const Components found =
        find_components(bone.grid, mask_of(bone.material, Material::marrow), Connectivity::faces, outside);
    for (const Component& component : found.list) {
        if (component.touches_face || component.touches_outside) continue;
        ++counted.cavities;
        counted.cavity_voxels += component.voxels;
    }
}

}  // namespace

BonePieces count_pieces(const SegmentedBone& bone)
{
    BonePieces counted;
    count_bone(bone, counted);
    count_cavities(bone, counted);
    return counted;
}

}  // namespace trabecula
