#include "app/run/untreated_twin.hpp"

#include "core/config/document.hpp"
#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace trabecula {

namespace {

void erase(ConfigNode& table, std::string_view key)
{
    std::erase_if(table.members, [&](const ConfigNode::Member& member) { return member.key == key; });
}

/// What binds a compound is not there where the compound is not.
void erase_bindings_of(ConfigNode& root, const ConfigNode& compounds)
{
    ConfigNode* const bindings = root.find("binding");
    if (bindings == nullptr) return;
    std::erase_if(bindings->members, [&](const ConfigNode::Member& binding) {
        const ConfigNode* const partners = binding.value.find("partners");
        return partners != nullptr && std::ranges::any_of(partners->items, [&](const ConfigNode& partner) {
                   return compounds.find(partner.text) != nullptr;
               });
    });
    if (bindings->members.empty()) erase(root, "binding");
}

/// All on which an untreated run depends.
ConfigNode without_treatment(ConfigNode root)
{
    if (const ConfigNode* const compounds = root.find("compound")) erase_bindings_of(root, ConfigNode(*compounds));
    for (const std::string_view key : {"title", "output", "intervention", "compound", "mixture"}) erase(root, key);
    return root;
}

/// The first part in which two scenarios differ; empty: none.
std::string difference(const ConfigNode& a, const ConfigNode& b)
{
    std::set<std::string> keys;
    for (const ConfigNode* const root : {&a, &b})
        for (const ConfigNode::Member& member : root->members) keys.insert(member.key);
    const auto text_of = [](const ConfigNode& root, const std::string& key) {
        const ConfigNode* const value = root.find(key);
        return value == nullptr ? std::string() : value_to_toml(*value);
    };
    for (const std::string& key : keys)
        if (text_of(a, key) != text_of(b, key)) return key;
    return {};
}

}  // namespace

Scenario untreated_twin(const Scenario& scenario)
{
    ConfigNode root = parse_toml(scenario.resolved, scenario.title);
    if (root.find("intervention") == nullptr)
        throw InputError(
            fmt::format("\"{}\" has no intervention, so that there is nothing to compare; add one, like "
                        "[intervention.berberine]",
                        scenario.title));
    erase(root, "intervention");
    if (ConfigNode* const title = root.find("title")) title->text += ", untreated";
    return scenario_from_text(to_toml(root), scenario.title);
}

void check_twin(const RunReader& run, const Scenario& scenario)
{
    const std::string name = run.folder().string();
    const ConfigNode other = parse_toml(run.resolved_scenario(), name);
    if (other.find("intervention") != nullptr)
        throw InputError(fmt::format("{} was treated itself; name a run without any intervention", name));
    const std::string differs =
        difference(without_treatment(other), without_treatment(parse_toml(scenario.resolved, scenario.title)));
    if (!differs.empty())
        throw InputError(
            fmt::format("{} is no untreated twin of this scenario: they differ in [{}]; leave the name "
                        "out, and the twin is run",
                        name, differs));
    if (run.final_state_hash().empty())
        throw InputError(fmt::format("{} has not ended; go on with it by --resume first", name));
}

}  // namespace trabecula
