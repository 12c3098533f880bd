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

Scene read_scene(const RunReader& run, std::size_t frame)
{
    return {run.title(), Hours{run.frame_times_h().at(frame)}, read_bone(run, frame), read_cells(run, frame)};
}

std::vector<std::string> field_names(const RunReader& run)
{
    std::vector<std::string> names;
    for (const auto& array : run.voxel_arrays())
        if (array.group == "fields") names.push_back(array.name);
    return names;
}

FieldImage read_field(const RunReader& run, std::size_t frame, const std::string& name)
{
    const auto label = std::ranges::find_if(run.voxel_arrays(), [&](const VoxelArrayLabel& array) {
        return array.group == "fields" && array.name == name;
    });
    return {name, label->unit, run.grid(), run.voxels(frame, "fields", name)};
}

}  // namespace trabecula
