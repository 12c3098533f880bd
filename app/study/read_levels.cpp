#include "app/study/read_levels.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

std::string shown(const ConfigNode& value)
{
    if (value.kind == ConfigNode::Kind::string) return value.text;
    if (value.kind != ConfigNode::Kind::array) return value_to_toml(value);
    std::string text;
    for (const ConfigNode& item : value.items) text += (text.empty() ? "" : " + ") + shown(item);
    return text.empty() ? "none" : text;
}

Level named_level(const ConfigNode& table, const std::string& where, ConfigReader& reader)
{
    Section section(table, where, reader);
    const NameInFile name = section.name("name");
    Level level{name.text, name.place, section.names_if_present("set")};
    for (const NameInFile& setting : level.settings) check_setting(setting, reader.problems);
    return level;
}

}  // namespace

std::optional<Level> level_of(const ConfigNode& value, const Factor& factor, const std::string& where,
                              ConfigReader& reader)
{
    const bool is_table = value.kind == ConfigNode::Kind::table;
    if (factor.path.text.empty() && is_table) return named_level(value, where, reader);
    if (factor.path.text.empty() || is_table) {
        reader.problems.add(
            value.place,
            fmt::format("{} holds {}, which is {}; {}", where, written(value), kind_name(value.kind),
                        is_table
                            ? "give a value for the path of the factor, or leave the path out"
                            : "give the factor a path, or tables like { name = \"none\", set = [\"key=value\"] }"));
        return std::nullopt;
    }
    return Level{shown(value), value.place, {{factor.path.text + '=' + value_to_toml(value), value.place}}};
}

std::vector<Level> levels_of(const std::vector<ConfigNode>& values, const Factor& factor, const std::string& where,
                             ConfigReader& reader)
{
    std::vector<Level> levels;
    for (const ConfigNode& value : values)
        if (auto level = level_of(value, factor, where, reader)) levels.push_back(std::move(*level));
    return levels;
}

void refuse_duplicates(const std::vector<NameInFile>& names, std::string_view what, Problems& problems)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto same = [&](const NameInFile& other) { return other.text == names[i].text; };
        if (!names[i].text.empty() && std::any_of(names.begin(), names.begin() + static_cast<long>(i), same))
            problems.add(names[i].place, fmt::format("\"{}\" is {} already; give each its own", names[i].text, what));
    }
}

void check_setting(const NameInFile& setting, Problems& problems)
{
    if (setting.text.find('=') == std::string::npos)
        problems.add(setting.place, fmt::format("settings holds \"{}\", which is not of the form key=value; give one "
                                                "like \"time.duration=14 d\"",
                                                setting.text));
    if (setting.text.starts_with("time.seed=") || setting.text.starts_with("time.seed "))
        problems.add(setting.place, "time.seed is set by replicates and first_seed; leave this setting out");
}

}  // namespace trabecula
