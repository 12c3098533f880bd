#include "app/scenario/resolve_likes.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace trabecula {

namespace {

std::vector<std::string> keys_of(const ConfigNode& table)
{
    std::vector<std::string> keys;
    for (const ConfigNode::Member& member : table.members) keys.push_back(member.key);
    return keys;
}

/// The rules of a scenario, one by one: cell, kind (node or behaviour), name.
class Likes {
  public:
    Likes(ConfigNode& cells, Problems& problems) : cells_(cells), problems_(problems) {}

    void resolve_all()
    {
        for (ConfigNode::Member& cell : cells_.members)
            for (const std::string_view kind : {"node", "behaviour"})
                if (ConfigNode* rules = cell.value.find(kind))
                    for (ConfigNode::Member& rule : rules->members) resolve(cell.key, kind, rule.key, rule.value);
    }

  private:
    void resolve(const std::string& cell, std::string_view kind, const std::string& name, ConfigNode& rule)
    {
        const ConfigNode* like = rule.find("like");
        if (like == nullptr) return;
        if (std::ranges::find(being_resolved_, &rule) != being_resolved_.end()) {
            problems_.add(like->place, fmt::format("cell.{}.{}.{}.like leads back to itself", cell, kind, name));
            return;
        }
        const Place place = like->place;
        const std::string other = like->text;
        const std::string path = fmt::format("cell.{}.{}.{}.like", cell, kind, name);
        const bool is_name = like->kind == ConfigNode::Kind::string;
        if (!is_name) {
            problems_.add(place, path + " must be the name of a cell type, like \"msc\"");
            return;
        }
        ConfigNode* there = find(other, kind, name, path, place);
        if (there == &rule) problems_.add(place, path + " names the cell itself; name another one");
        if (there == nullptr || there == &rule) return;
        being_resolved_.push_back(&rule);
        resolve(other, kind, name, *there);
        being_resolved_.pop_back();
        ConfigNode all = *there;
        merge(all, rule);
        std::erase_if(all.members, [](const ConfigNode::Member& member) { return member.key == "like"; });
        rule.members = std::move(all.members);
    }

    ConfigNode* find(const std::string& cell, std::string_view kind, const std::string& name, const std::string& path,
                     const Place& place)
    {
        ConfigNode* found = cells_.find(cell);
        if (found == nullptr) {
            problems_.add(place, fmt::format("{} = \"{}\" is no cell type of this scenario{}", path, cell,
                                             suggestion(cell, keys_of(cells_))));
            return nullptr;
        }
        ConfigNode* rules = found->find(kind);
        ConfigNode* rule = rules == nullptr ? nullptr : rules->find(name);
        if (rule == nullptr)
            problems_.add(place,
                          fmt::format("{0} = \"{1}\", but {1} has no {2} {3}; it has: {4}", path, cell, kind, name,
                                      rules == nullptr ? "none" : fmt::format("{}", fmt::join(keys_of(*rules), ", "))));
        return rule;
    }

    ConfigNode& cells_;
    Problems& problems_;
    std::vector<const ConfigNode*> being_resolved_;
};

}  // namespace

void resolve_likes(ConfigNode& root)
{
    Problems problems;
    if (ConfigNode* cells = root.find("cell")) Likes(*cells, problems).resolve_all();
    problems.throw_if_any();
}

}  // namespace trabecula
