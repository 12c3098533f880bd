#include "app/study/read_levels.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

bool is_scalar(const ConfigNode& value)
{
    return value.kind != ConfigNode::Kind::table && value.kind != ConfigNode::Kind::array;
}

Level level_of(const ConfigNode& value)
{
    const bool text = value.kind == ConfigNode::Kind::string;
    return {value_to_toml(value), text ? value.text : value_to_toml(value), value.place};
}

}  // namespace

std::vector<Level> levels_of(const std::vector<ConfigNode>& values, const std::string& where, Problems& problems)
{
    std::vector<Level> levels;
    for (const ConfigNode& value : values) {
        if (is_scalar(value))
            levels.push_back(level_of(value));
        else
            problems.add(value.place, fmt::format("{} holds {}, which is {}; give text, numbers, true or false", where,
                                                  written(value), kind_name(value.kind)));
    }
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

}  // namespace trabecula
