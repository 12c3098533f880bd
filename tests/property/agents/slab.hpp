#pragma once
#include "app/scenario/scenario.hpp"

#include "agents/tissue_model.hpp"

#include "lattice/tissue.hpp"

#include <filesystem>

namespace trabecula::test {

/// The demo's biology with settings laid over it.
inline ModelParams demo_model(const std::vector<std::string>& settings)
{
    return load_scenario(std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml", {settings}).model;
}

/// One type of cell alone: no other is placed, and blood brings none.
inline std::vector<std::string> only(const std::string& type, const std::string& density)
{
    std::vector<std::string> settings;
    for (const CellType& other : cell_types()) {
        const std::string name(other.name);
        const std::string unit = other.habitat == Habitat::surface ? " /mm2" : " /mm3";
        settings.push_back("cell." + name + ".density=" + (name == type ? density : "0" + unit));
        settings.push_back("cell." + name + ".supply=0 /mm3/d");
    }
    return settings;
}

/// No field is secreted, nor solved: for tests of cells that answer to none.
inline std::vector<std::string> without_fields()
{
    return {
        "intervention.no_fields.knock_out=['RANKL', 'OPG', 'MCSF', 'SOST', 'TNF', 'IL1B', 'IL6', 'IL17', 'IL4', "
        "'IL10', 'IL12', 'TGFB', 'BMP2']"};
}

/// A behaviour that answers to nothing.
inline std::vector<std::string> steady(const std::string& cell, const std::string& behaviour, const std::string& value)
{
    const std::string path = "cell." + cell + ".behaviour." + behaviour;
    return {path + ".base=" + value, path + ".max=" + value, path + ".activators=[]", path + ".inhibitors=[]",
            path + ".requires=[]"};
}

inline std::vector<std::string> joined(const std::vector<std::vector<std::string>>& lists)
{
    std::vector<std::string> all;
    for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
    return all;
}

/// Osteoblasts that stay what they are.
inline std::vector<std::string> lasting_osteoblasts()
{
    return joined({steady("osteoblast", "die", "0 /d"), steady("osteoblast", "become_lining_cell", "0 /d")});
}

/// A cube of marrow with a slab of bone against one face: axis 0-2, at the low or the high end.
inline BoneVolume slab(int edge, Micrometres spacing, int axis, bool at_high_end, int thickness)
{
    const Grid grid{edge, edge, edge, spacing};
    BoneVolume volume{grid, std::vector<float>(grid.size(), 0.0F), {}, {}};
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const Voxel v = grid.voxel(i);
        const int along = axis == 0 ? v.x : axis == 1 ? v.y : v.z;
        if (at_high_end ? along >= edge - thickness : along < thickness) volume.bone_fraction[i] = 1.0F;
    }
    return volume;
}

inline TissueModel model_on(const BoneVolume& volume, const std::vector<std::string>& settings)
{
    const ModelParams params = demo_model(settings);
    return {params, tissue_from(volume, params.bone.matrix_age, params.bone.mineral)};
}

}  // namespace trabecula::test
