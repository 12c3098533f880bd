#include "app/scenario/lay_profiles.hpp"

#include "app/scenario/config_folder.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <span>
#include <string_view>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view key = "profiles";

/// What a profile may say; all else belongs to the experiment.
constexpr std::array<std::string_view, 5> parts{"profile", "systemic", "cell", "fields", "bone"};

bool names_profiles(const std::string& setting)
{
    return setting.starts_with("profiles=") || setting.starts_with("profiles[");
}

/// "aged + inflamed" as the list that it stands for.
std::vector<ConfigNode> split_names(const ConfigNode& joined)
{
    std::vector<ConfigNode> names;
    std::string_view rest = joined.text;
    while (!rest.empty()) {
        const std::size_t plus = std::min(rest.find('+'), rest.size());
        std::string_view name = rest.substr(0, plus);
        rest.remove_prefix(std::min(plus + 1, rest.size()));
        name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
        name = name.substr(0, name.find_last_not_of(' ') + 1);
        names.push_back(joined);
        names.back().text = name;
    }
    return names;
}

/// In the order of their names, each once.
std::vector<ConfigNode> names_in(const ConfigNode& value)
{
    std::vector<ConfigNode> names;
    if (value.kind == ConfigNode::Kind::string && value.text != "none") names = split_names(value);
    if (value.kind == ConfigNode::Kind::array) names = value.items;
    const bool is_list = value.kind == ConfigNode::Kind::array || value.kind == ConfigNode::Kind::string;
    if (!is_list || std::ranges::any_of(names, [](const ConfigNode& n) { return n.kind != ConfigNode::Kind::string; }))
        throw InputError({{value.place, fmt::format("profiles = {} is no list of names; give one like "
                                                    "profiles = [\"aged\", \"inflamed\"]",
                                                    written(value))}});
    std::ranges::sort(names, {}, &ConfigNode::text);
    const auto same = [](const ConfigNode& a, const ConfigNode& b) { return a.text == b.text; };
    names.erase(std::unique(names.begin(), names.end(), same), names.end());
    return names;
}

std::vector<std::string> known_profiles(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    std::ranges::sort(names);
    return names;
}

fs::path file_of(const ConfigNode& name)
{
    const fs::path folder = config_folder() / "profiles";
    fs::path file = folder / (name.text + ".toml");
    if (name.text.ends_with(".toml"))
        file = name.place.file.starts_with("--set") ? fs::path(name.text)
                                                    : fs::path(name.place.file).parent_path() / name.text;
    if (!fs::exists(file))
        throw InputError({{name.place, fmt::format("there is no profile \"{}\"{}; a file of your own ends in .toml",
                                                   name.text, suggestion(name.text, known_profiles(folder)))}});
    return file;
}

void check_parts(const ConfigNode& profile, const fs::path& file, Problems& problems)
{
    if (profile.find("profile") == nullptr)
        problems.add(profile.place, fmt::format("{} says of no profile what it is; add a table like [profile.{}] with "
                                                "meaning and source",
                                                file.string(), file.stem().string()));
    for (const ConfigNode::Member& member : profile.members)
        if (std::ranges::find(parts, member.key) == parts.end())
            problems.add(member.place,
                         fmt::format("{} is no part of a profile, which may set {}; set it in the scenario", member.key,
                                     fmt::join(parts, ", ")));
}

/// Adds a profile to those that are laid together.
void join(ConfigNode& all, const ConfigNode& profile, const std::string& path, Problems& problems)
{
    for (const ConfigNode::Member& member : profile.members) {
        const auto present = std::ranges::find(all.members, member.key, &ConfigNode::Member::key);
        if (present == all.members.end()) {
            all.members.push_back(member);
            continue;
        }
        ConfigNode& value = present->value;
        const std::string here = path.empty() ? member.key : path + '.' + member.key;
        if (value.kind == ConfigNode::Kind::table && member.value.kind == ConfigNode::Kind::table)
            join(value, member.value, here, problems);
        else if (value_to_toml(value) == value_to_toml(member.value))
            continue;
        else if (member.key == "source" && value.kind == member.value.kind)
            value.text += "; " + member.value.text;
        else
            problems.add(member.value.place,
                         fmt::format("{} = {} contradicts {}, where another profile has {}; leave one of them out, or "
                                     "write a profile that stands for both",
                                     here, written(member.value), to_string(value.place), written(value)));
    }
}

void add_to_title(ConfigNode& root, const ConfigNode& profiles)
{
    ConfigNode* const title = root.find("title");
    if (title == nullptr || title->kind != ConfigNode::Kind::string) return;
    for (const ConfigNode::Member& profile : profiles.members) {
        std::string name = profile.key;
        std::ranges::replace(name, '_', ' ');
        title->text += ", " + name;
    }
}

}  // namespace

void lay_profiles(ConfigNode& root, std::vector<std::string>& settings)
{
    std::vector<std::string> others;
    for (const std::string& setting : settings)
        if (names_profiles(setting))
            apply_settings(root, std::span(&setting, 1));
        else
            others.push_back(setting);
    settings = std::move(others);
    const ConfigNode* const asked = root.find(key);
    if (asked == nullptr) return;
    Problems problems;
    ConfigNode all;
    for (const ConfigNode& name : names_in(*asked)) {
        const fs::path file = file_of(name);
        const ConfigNode profile = load_config(file);
        check_parts(profile, file, problems);
        join(all, profile, "", problems);
    }
    problems.throw_if_any();
    std::erase_if(root.members, [](const ConfigNode::Member& member) { return member.key == key; });
    if (const ConfigNode* const profiles = all.find("profile")) add_to_title(root, *profiles);
    merge(root, all);
}

}  // namespace trabecula
