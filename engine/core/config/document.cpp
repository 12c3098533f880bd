#include "core/config/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

namespace trabecula {

namespace {

bool is_bare_key(std::string_view key)
{
    return !key.empty() &&
           std::ranges::all_of(key, [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
}

std::string toml_string(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (c == '\n') {
            result += "\\n";
        } else if (c == '\t') {
            result += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            result += fmt::format("\\u{:04X}", byte);
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string key_text(std::string_view key)
{
    return is_bare_key(key) ? std::string(key) : toml_string(key);
}

std::string real_text(double value)
{
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

std::vector<const ConfigNode::Member*> sorted_members(const ConfigNode& table)
{
    std::vector<const ConfigNode::Member*> members;
    for (const auto& member : table.members) members.push_back(&member);
    std::ranges::sort(members, {}, &ConfigNode::Member::key);
    return members;
}

std::string inline_text(const ConfigNode& node)
{
    switch (node.kind) {
        case ConfigNode::Kind::string:
            return toml_string(node.text);
        case ConfigNode::Kind::integer:
            return fmt::format("{}", node.integer);
        case ConfigNode::Kind::real:
            return real_text(node.real);
        case ConfigNode::Kind::boolean:
            return node.flag ? "true" : "false";
        case ConfigNode::Kind::array: {
            std::vector<std::string> items;
            for (const ConfigNode& item : node.items) items.push_back(inline_text(item));
            return fmt::format("[{}]", fmt::join(items, ", "));
        }
        case ConfigNode::Kind::table: {
            std::vector<std::string> items;
            for (const auto* member : sorted_members(node))
                items.push_back(fmt::format("{} = {}", key_text(member->key), inline_text(member->value)));
            return items.empty() ? "{}" : fmt::format("{{{}}}", fmt::join(items, ", "));
        }
    }
    return {};
}

void write_table(const ConfigNode& table, const std::string& path, std::string& out)
{
    const auto members = sorted_members(table);
    const auto is_table = [](const auto* member) { return member->value.kind == ConfigNode::Kind::table; };
    const bool has_values = !std::ranges::all_of(members, is_table);
    if (!path.empty() && (has_values || members.empty())) out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", path);
    for (const auto* member : members)
        if (!is_table(member)) out += fmt::format("{} = {}\n", key_text(member->key), inline_text(member->value));
    for (const auto* member : members)
        if (is_table(member))
            write_table(member->value, path.empty() ? key_text(member->key) : path + '.' + key_text(member->key), out);
}

ConfigNode parse_setting(const std::string& setting)
{
    const auto equals = setting.find('=');
    const std::string place = "--set " + setting.substr(0, equals);
    if (equals == std::string::npos || equals == 0)
        throw InputError({{{place}, "is not of the form key=value; give one like time.duration='\"2 d\"'"}});
    const std::string key = setting.substr(0, equals);
    const std::string value = setting.substr(equals + 1);
    try {
        return parse_toml(key + " = " + value, place);
    } catch (const InputError&) {
        try {
            return parse_toml(key + " = " + toml_string(value), place);
        } catch (const InputError&) {
            throw InputError(
                {{{place}, fmt::format("\"{}\" is not a key; give names joined by dots, like time.step", key)}});
        }
    }
}

/// "list[2].rest=value": an item of a list, and what follows it.
struct InList {
    std::string list;
    std::size_t index;
    std::string rest;
};

/// Absent where the key of a setting names no item of a list.
std::optional<InList> split_at_index(const std::string& setting)
{
    const std::string key = setting.substr(0, setting.find('='));
    const auto open = key.find('[');
    const auto close = key.find(']', open);
    if (open == std::string::npos || close == std::string::npos || open == 0) return std::nullopt;
    const std::string digits = key.substr(open + 1, close - open - 1);
    if (digits.empty() || digits.size() > 6 ||
        !std::ranges::all_of(digits, [](unsigned char c) { return std::isdigit(c) != 0; }))
        return std::nullopt;
    return InList{key.substr(0, open), std::stoul(digits), setting.substr(close + 1)};
}

void set_place(ConfigNode& node, const Place& place);

ConfigNode& item_of(ConfigNode& root, const InList& where, const Place& place)
{
    ConfigNode* node = &root;
    for (std::size_t begin = 0; node != nullptr && begin <= where.list.size();) {
        const std::size_t end = std::min(where.list.find('.', begin), where.list.size());
        node = node->find(std::string_view(where.list).substr(begin, end - begin));
        begin = end + 1;
    }
    if (node == nullptr || node->kind != ConfigNode::Kind::array)
        throw InputError({{place, fmt::format("{} is {}", where.list, node == nullptr ? "not there" : "no list")}});
    if (where.index >= node->items.size())
        throw InputError({{place, fmt::format("{} has {} items, counted from 0; there is no [{}]", where.list,
                                              node->items.size(), where.index)}});
    return node->items[where.index];
}

/// The value alone of "key=value".
ConfigNode value_of_setting(const std::string& setting, const Place& place)
{
    ConfigNode value = parse_setting(setting).members.front().value;
    set_place(value, place);
    return value;
}

void set_place(ConfigNode& node, const Place& place)
{
    node.place = place;
    for (auto& item : node.items) set_place(item, place);
    for (auto& member : node.members) {
        member.place = place;
        set_place(member.value, place);
    }
}

}  // namespace

const ConfigNode* ConfigNode::find(std::string_view key) const
{
    const auto found = std::ranges::find(members, key, &Member::key);
    return found == members.end() ? nullptr : &found->value;
}

ConfigNode* ConfigNode::find(std::string_view key)
{
    return const_cast<ConfigNode*>(std::as_const(*this).find(key));
}

void apply_settings(ConfigNode& root, std::span<const std::string> settings)
{
    for (const std::string& setting : settings)
        apply_setting(root, setting, {"--set " + setting.substr(0, setting.find('='))});
}

void apply_setting(ConfigNode& root, const std::string& setting, const Place& place)
{
    if (const auto in_list = split_at_index(setting)) {
        ConfigNode& item = item_of(root, *in_list, place);
        if (in_list->rest.starts_with('='))
            item = value_of_setting("item" + in_list->rest, place);
        else if (in_list->rest.starts_with('.') && item.kind == ConfigNode::Kind::table)
            apply_setting(item, in_list->rest.substr(1), place);
        else
            throw InputError({{place, fmt::format("{}[{}] is {}, so that no key of it can be set", in_list->list,
                                                  in_list->index, kind_name(item.kind))}});
        return;
    }
    ConfigNode parsed = parse_setting(setting);
    set_place(parsed, place);
    merge(root, parsed);
}

std::string to_toml(const ConfigNode& root)
{
    std::string out;
    write_table(root, "", out);
    return out;
}

std::string value_to_toml(const ConfigNode& value)
{
    return inline_text(value);
}

std::string_view kind_name(ConfigNode::Kind kind)
{
    switch (kind) {
        case ConfigNode::Kind::table:
            return "a table";
        case ConfigNode::Kind::array:
            return "a list";
        case ConfigNode::Kind::string:
            return "a string";
        case ConfigNode::Kind::integer:
            return "a whole number";
        case ConfigNode::Kind::real:
            return "a number";
        case ConfigNode::Kind::boolean:
            return "true or false";
    }
    return "a value";
}

std::string written(const ConfigNode& node)
{
    std::string text = inline_text(node);
    constexpr std::size_t most = 60;
    if (text.size() > most) text = text.substr(0, most - 3) + "...";
    return text;
}

}  // namespace trabecula
