#include "app/scenario/differences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace trabecula {

namespace {

class Comparison {
  public:
    /// Of two nodes of one path, one of which may be absent.
    void compare(const ConfigNode* there, const ConfigNode* here, const Place& place)
    {
        if (is_table(there) || is_table(here)) {
            compare_members(there, here, place);
            return;
        }
        if (there != nullptr && here != nullptr && value_to_toml(*there) == value_to_toml(*here)) return;
        found_.push_back({keys_, text_of(there), text_of(here), place});
    }

    std::vector<Difference> found() && { return std::move(found_); }

  private:
    static bool is_table(const ConfigNode* node) { return node != nullptr && node->kind == ConfigNode::Kind::table; }
    static std::string text_of(const ConfigNode* node) { return node == nullptr ? "not given" : written(*node); }

    void compare_members(const ConfigNode* there, const ConfigNode* here, const Place& place)
    {
        std::set<std::string> names;
        for (const ConfigNode* node : {there, here})
            if (node != nullptr)
                for (const ConfigNode::Member& member : node->members) names.insert(member.key);
        for (const std::string& name : names) {
            const ConfigNode* in_here = here == nullptr ? nullptr : here->find(name);
            keys_.push_back(name);
            compare(there == nullptr ? nullptr : there->find(name), in_here,
                    in_here == nullptr ? place : in_here->place);
            keys_.pop_back();
        }
    }

    std::vector<std::string> keys_;
    std::vector<Difference> found_;
};

}  // namespace

std::string Difference::path() const
{
    return fmt::format("{}", fmt::join(keys, "."));
}

std::vector<Difference> differences(const ConfigNode& there, const ConfigNode& here)
{
    Comparison comparison;
    comparison.compare(&there, &here, here.place);
    return std::move(comparison).found();
}

}  // namespace trabecula
