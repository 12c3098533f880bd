#include "viz/frame_content.hpp"

#include <algorithm>

namespace trabecula {

BoneImage read_bone(const RunReader& run, std::size_t frame)
{
    BoneImage bone{run.grid(), run.voxels(frame, "tissue", "bone_fraction"), {}};
    const bool has_material = std::ranges::any_of(run.voxel_arrays(), [](const VoxelArrayLabel& array) {
        return array.group == "tissue" && array.name == "material";
    });
    if (!has_material) return bone;
    const std::vector<float> material = run.voxels(frame, "tissue", "material");
    const auto is_outside = [](float value) { return value == static_cast<float>(Material::outside); };
    if (std::ranges::none_of(material, is_outside)) return bone;
    for (const float value : material) bone.outside.push_back(is_outside(value) ? 1 : 0);
    return bone;
}

CellImage read_cells(const RunReader& run, std::size_t frame)
{
    return {run.cell_types(), run.agents(frame)};
}

}  // namespace trabecula
