#include "core/config/include.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

namespace trabecula {

namespace {

std::string read_text(const std::filesystem::path& file, const Place& asked_at)
{
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        throw InputError({{asked_at, fmt::format("{} does not exist; give the path of a TOML file", file.string())}});
    if (!std::filesystem::is_regular_file(file, error) && !std::filesystem::is_fifo(file, error))
        throw InputError({{asked_at, fmt::format("{} is not a file; give the path of a TOML file", file.string())}});
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) throw InputError({{asked_at, fmt::format("{} cannot be read; check its permissions", file.string())}});
    return std::move(text).str();
}

/// Whether both were read from one file, by whatever way it was included.
bool is_same(const Place& a, const Place& b)
{
    std::error_code error;
    return a.line == b.line && a.column == b.column &&
           (a.file == b.file || std::filesystem::equivalent(a.file, b.file, error));
}

void refuse_twice(const ConfigNode& base, const ConfigNode& over, std::string_view heading, Problems& problems)
{
    const ConfigNode* const there = base.find(heading);
    const ConfigNode* const here = over.find(heading);
    if (there == nullptr || here == nullptr) return;
    for (const ConfigNode::Member& member : here->members) {
        const auto first = std::ranges::find(there->members, member.key, &ConfigNode::Member::key);
        if (first != there->members.end() && !is_same(first->place, member.place))
            problems.add(member.place, fmt::format("{}.{} is there already, from {}; include one of the two files, or "
                                                   "give one of them another name",
                                                   heading, member.key, to_string(first->place)));
    }
}

ConfigNode load_included(const std::filesystem::path& file, const Place& asked_at, Headings defined_once,
                         std::vector<std::filesystem::path>& open)
{
    const auto canonical = std::filesystem::weakly_canonical(file);
    if (std::ranges::find(open, canonical) != open.end())
        throw InputError({{asked_at, fmt::format("{} includes itself; remove one of the includes", file.string())}});
    open.push_back(canonical);

    ConfigNode own = parse_toml(read_text(file, asked_at), file.lexically_normal().string());
    ConfigNode merged;
    merged.place = own.place;
    const auto include = std::ranges::find(own.members, "include", &ConfigNode::Member::key);
    if (include != own.members.end()) {
        const ConfigNode list = include->value;
        own.members.erase(include);
        if (list.kind != ConfigNode::Kind::array)
            throw InputError(
                {{list.place, "include is not a list; give paths like include = [\"../biology/core.toml\"]"}});
        for (const ConfigNode& item : list.items) {
            if (item.kind != ConfigNode::Kind::string)
                throw InputError(
                    {{item.place, fmt::format("include holds {}; give the path of a TOML file", written(item))}});
            const ConfigNode included = load_included(file.parent_path() / item.text, item.place, defined_once, open);
            merge_files(merged, included, defined_once);
        }
    }
    merge(merged, own);
    open.pop_back();
    return merged;
}

}  // namespace

ConfigNode load_config(const std::filesystem::path& file)
{
    return load_config(file, {});
}

ConfigNode load_config(const std::filesystem::path& file, Headings defined_once)
{
    std::vector<std::filesystem::path> open;
    return load_included(file, {}, defined_once, open);
}

void merge_files(ConfigNode& base, const ConfigNode& over, Headings defined_once)
{
    Problems problems;
    for (const std::string_view heading : defined_once) refuse_twice(base, over, heading, problems);
    problems.throw_if_any();
    merge(base, over);
}

void merge(ConfigNode& base, const ConfigNode& over)
{
    if (base.kind != ConfigNode::Kind::table || over.kind != ConfigNode::Kind::table) {
        base = over;
        return;
    }
    for (const auto& member : over.members) {
        const auto present = std::ranges::find(base.members, member.key, &ConfigNode::Member::key);
        if (present == base.members.end())
            base.members.push_back(member);
        else
            merge(present->value, member.value);
    }
}

}  // namespace trabecula
