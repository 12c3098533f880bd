#include "app/run/check_branch.hpp"

#include "app/scenario/differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace trabecula {

namespace {

using Keys = std::vector<std::string>;

/// A key in which a run and the one it branches from must agree. A `*` is any name, a table all that is in it.
struct Fixed {
    std::string_view path;
    std::string_view because;
    enum class Where : std::uint8_t { everywhere, in_tables_of_both } where = Where::everywhere;
};

constexpr auto fixed_keys = std::to_array<Fixed>({
    {"time.step", "the saved state counts its time in steps"},
    {"tissue.synthetic", "the bone is in the saved state"},
    {"tissue.well", "the bone is in the saved state"},
    {"placement", "the cells are in the saved state"},
    {"solver.coarsening", "the fields were saved on their lattice"},
    {"output.label_interval", "the last label is in the saved state"},
    {"bone.matrix_age", "it holds at time 0 only"},
    {"bone.mineral", "it holds at time 0 only"},
    {"bone.first_nuclei", "it holds at time 0 only"},
    {"bone.packing", "it is the room of the cells in the saved state"},
    {"cell.*.density", "it holds at time 0 only, and the cells are in the saved state"},
    {"cell.*.weight", "the agents of the saved state stand for so many cells"},
    {"cell.*.diameter", "it is the room of the cells in the saved state"},
    {"cell.*.states.*.of", "the cells of the saved state are in these states", Fixed::Where::in_tables_of_both},
    {"fields.*.initial", "it holds at time 0 only", Fixed::Where::in_tables_of_both},
});

bool matches(std::string_view pattern, const Keys& keys)
{
    for (const std::string& key : keys) {
        if (pattern.empty()) return true;  // a table that holds the rest
        const std::string_view name = pattern.substr(0, pattern.find('.'));
        if (name != "*" && name != key) return false;
        pattern.remove_prefix(std::min(pattern.size(), name.size() + 1));
    }
    return pattern.empty();
}

/// Whether the tree has the table in which the last of the keys stands.
bool has_table(const ConfigNode& tree, const Keys& keys)
{
    const ConfigNode* node = &tree;
    for (std::size_t k = 0; node != nullptr && k + 1 < keys.size(); ++k) node = node->find(keys[k]);
    return node != nullptr;
}

}  // namespace

void check_branch(const BranchPoint& point, const Scenario& scenario)
{
    Problems problems;
    const ConfigNode there = parse_toml(point.saved.identity().resolved_scenario, point.name());
    for (const Difference& difference : differences(there, scenario.tree)) {
        const auto fixed = std::ranges::find_if(fixed_keys, [&](const Fixed& key) {
            return matches(key.path, difference.keys) &&
                   (key.where == Fixed::Where::everywhere ||
                    (has_table(there, difference.keys) && has_table(scenario.tree, difference.keys)));
        });
        if (fixed == fixed_keys.end() || difference.keys.back() == "source") continue;
        problems.add(
            difference.place,
            fmt::format("{} is {} here, and {} in {}: {}; make them the same, or start at time 0 without --from",
                        difference.path(), difference.here, difference.there, point.name(), fixed->because));
    }
    if (scenario.duration.value <= point.moment.time_h)
        problems.add({},
                     fmt::format("time.duration = \"{}\" counts from time 0, and the saved state of {} is at "
                                 "{}; give a longer one",
                                 moment_text(scenario.duration.value), point.name(), moment_text(point.moment.time_h)));
    problems.throw_if_any();
}

}  // namespace trabecula
