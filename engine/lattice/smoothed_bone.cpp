#include "lattice/smoothed_bone.hpp"

#include "lattice/gaussian_filter.hpp"

namespace trabecula {

std::vector<float> smoothed_bone(const SegmentedBone& bone, double sigma_voxels)
{
    std::vector<float> level(bone.material.size());
    for (std::size_t i = 0; i < level.size(); ++i) level[i] = bone.material[i] == Material::bone ? 1.0F : 0.0F;
    smooth(bone.grid, level, sigma_voxels);
    if (bone.fills_box) return level;

    std::vector<float> weight(bone.material.size());
    for (std::size_t i = 0; i < weight.size(); ++i) weight[i] = bone.in_sample(i) ? 1.0F : 0.0F;
    smooth(bone.grid, weight, sigma_voxels);
    for (std::size_t i = 0; i < level.size(); ++i) level[i] = bone.in_sample(i) ? level[i] / weight[i] : 0.0F;
    return level;
}

}  // namespace trabecula
