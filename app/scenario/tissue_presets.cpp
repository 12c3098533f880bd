#include "app/scenario/tissue_presets.hpp"

#include "app/scenario/config_folder.hpp"
#include "app/scenario/read_synthetic.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

fs::path preset_folder()
{
    return config_folder() / "tissues";
}

ConfigNode load_preset(const std::string& preset)
{
    if (preset.ends_with(".toml")) return load_config(preset);
    const fs::path file = preset_folder() / (preset + ".toml");
    if (!fs::exists(file))
        throw InputError(fmt::format("there is no preset \"{}\" in {}{}; a file of your own ends in .toml", preset,
                                     preset_folder().string(), suggestion(preset, tissue_presets())));
    return load_config(file);
}

}  // namespace

std::vector<std::string> tissue_presets()
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(preset_folder(), error))
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    std::ranges::sort(names);
    return names;
}

SyntheticBone synthetic_bone_of(const std::string& preset, const std::vector<SyntheticSetting>& settings)
{
    ConfigNode tree = preset.empty() ? ConfigNode{} : load_preset(preset);
    for (const SyntheticSetting& setting : settings)
        apply_setting(tree, "tissue.synthetic." + setting.key + "=" + setting.value, {setting.option});
    ConfigReader reader;
    SyntheticBone bone;
    {
        Section root(tree, "", reader);
        Section tissue = root.section("tissue");
        Section synthetic = tissue.section("synthetic");
        bone = read_synthetic(synthetic);
    }
    reader.problems.throw_if_any();
    return bone;
}

}  // namespace trabecula
