#pragma once
#include "core/error.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// One value of a configuration, with the place it was written at. Tables keep the order of the file.
struct ConfigNode {
    enum class Kind : std::uint8_t { table, array, string, integer, real, boolean };
    struct Member;

    Kind kind = Kind::table;
    Place place;
    std::string text;               // string
    std::int64_t integer = 0;       // integer
    double real = 0.0;              // real, and integer as a double
    bool flag = false;              // boolean
    std::vector<ConfigNode> items;  // array
    std::vector<Member> members;    // table

    const ConfigNode* find(std::string_view key) const;
    ConfigNode* find(std::string_view key);
};

struct ConfigNode::Member {
    std::string key;
    Place place;
    ConfigNode value;
};

/// Parses TOML. @throws InputError with file, line and column
ConfigNode parse_toml(std::string_view text, const std::string& file);

/// Reads a file and what its top-level `include = ["other.toml", ...]` names (paths relative to the including file;
/// later files win over earlier ones, the including file over all). The result holds no `include`.
/// @throws InputError  no such file, not a file, not TOML, a file that includes itself
ConfigNode load_config(const std::filesystem::path& file);

/// Overlays `over` on `base`: tables are joined key by key, everything else is replaced.
void merge(ConfigNode& base, const ConfigNode& over);

/// Overlays "key.path=value" assignments as the command line gives them; `list[0].key` is in the first item of a list.
/// A value that is not TOML is taken as a string.
/// @throws InputError  no '=', an empty or malformed key, an item of a list that is not there
void apply_settings(ConfigNode& root, std::span<const std::string> settings);

/// One such assignment, with what is to stand as its place in messages.
void apply_setting(ConfigNode& root, const std::string& setting, const Place& place);

/// The whole tree as TOML that parses to the same tree; the same text for the same tree, with keys sorted.
std::string to_toml(const ConfigNode& root);

/// One value as TOML on one line, whole.
std::string value_to_toml(const ConfigNode& value);

/// What a node is called in a message: "a string", "a table", ...
std::string_view kind_name(ConfigNode::Kind kind);

/// The value as it would be written in TOML, shortened for a message.
std::string written(const ConfigNode& node);

}  // namespace trabecula
