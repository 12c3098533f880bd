#include "app/evidence/influences.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace trabecula {

namespace {

constexpr std::size_t no_lineage = std::numeric_limits<std::size_t>::max();
constexpr std::size_t any_lineage = no_lineage - 1;

bool is_node(const CellParams& cell, const std::string& name)
{
    return std::ranges::any_of(cell.rulebook.nodes(),
                               [&](const NodeSpec& node) { return node.rule.name.text == name; });
}

bool is_state(const CellParams& cell, const std::string& name)
{
    return std::ranges::any_of(cell.states, [&](const StateGroup& group) {
        return std::ranges::find(group.states, name) != group.states.end();
    });
}

/// The name after a prefix; empty where it does not begin so.
std::string after(const std::string& name, std::string_view prefix)
{
    return name.starts_with(prefix) ? name.substr(prefix.size()) : std::string();
}

/// Where what a cell meets is to be found.
std::string neighbour(const ModelParams& model, const std::string& name)
{
    if (name == "eroded") return "osteoclast.resorb";
    for (const CellParams& cell : model.cells)
        if (is_state(cell, name)) return cell.name + '.' + name;
    return name;
}

std::string species_name(const ModelParams& model, const Species& species)
{
    return species.kind == Species::Kind::field ? model.fields[species.index].name
                                                : model.systemic[species.index].signal.name;
}

/// Those that have an effect outside the cell, which grows with the number of cells.
bool acts_outside(const std::string& behaviour)
{
    constexpr auto prefixes = std::to_array<std::string_view>({"secrete_", "present_", "take_up_", "free_"});
    return behaviour == "resorb" || behaviour == "form" ||
           std::ranges::any_of(prefixes, [&](std::string_view prefix) { return behaviour.starts_with(prefix); });
}

}  // namespace

Influences::Influences(const ModelParams& model)
{
    for (const FieldSpec& field : model.fields) points_.insert(field.name);
    for (const TimeCourse& course : model.systemic) points_.insert(course.signal.name);
    for (const CellParams& cell : model.cells) points_.insert(cell.name);
    for (std::size_t c = 0; c < model.cells.size(); ++c) lineages_[model.cells[c].name] = c;
    for (const CellParams& cell : model.cells) {
        for (const NodeSpec& node : cell.rulebook.nodes()) add_rule(model, cell, node.rule);
        for (const BehaviourSpec& behaviour : cell.rulebook.behaviours()) add_rule(model, cell, behaviour.rule);
        add_outcomes(model, cell);
    }
    for (const Binding& binding : model.bindings) {
        const std::string one = species_name(model, binding.partners[0]);
        const std::string other = species_name(model, binding.partners[1]);
        add(one, other);
        add(other, one);
    }
    join_lineages(model);
}

void Influences::add(const std::string& from, const std::string& to)
{
    points_.insert(from);
    points_.insert(to);
    next_[from].insert(to);
}

void Influences::add_rule(const ModelParams& model, const CellParams& cell, const RuleSpec& rule)
{
    const std::string self = cell.name + '.' + rule.name.text;
    points_.insert(self);
    for (const auto* drivers : rule.drivers())
        for (const Driver& driver : *drivers) {
            const std::string& signal = driver.signal.text;
            if (signal == "contact_bone" || signal == "cell_age") continue;
            if (signal == "strain") {
                if (model.load) add(model.systemic[model.load->signal].signal.name, self);
                continue;
            }
            if (is_node(cell, signal) || is_state(cell, signal))
                add(cell.name + '.' + signal, self);
            else if (const std::string field = after(signal, "presented_"); !field.empty())
                add(field, self);
            else if (const std::string met = after(signal, "contact_"); !met.empty())
                add(neighbour(model, met), self);
            else
                add(signal, self);
        }
    for (const NameInFile& state : rule.when) add(cell.name + '.' + state.text, self);
}

void Influences::add_outcomes(const ModelParams& model, const CellParams& cell)
{
    for (const StateGroup& group : cell.states)
        for (const std::string& state : group.states) add(cell.name, cell.name + '.' + state);
    for (const BehaviourSpec& behaviour : cell.rulebook.behaviours()) {
        const std::string& name = behaviour.rule.name.text;
        const std::string self = cell.name + '.' + name;
        if (acts_outside(name)) add(cell.name, self);
        for (const char* prefix : {"secrete_", "present_", "take_up_", "free_"})
            if (const std::string field = after(name, prefix); !field.empty()) add(self, field);
        if (name == "die" || name == "divide" || name == "leave") add(self, cell.name);
        if (name == "fuse") add(self, model.cells[index(Cell::osteoclast)].name);
        const std::string became = after(name, "become_");
        if (became.empty()) continue;
        if (is_state(cell, became)) {
            add(self, cell.name + '.' + became);
            continue;
        }
        add(self, became);
        add(self, cell.name);
    }
}

void Influences::join_lineages(const ModelParams& model)
{
    for (std::size_t c = 0; c < model.cells.size(); ++c)
        for (const TypeChange& change : model.cells[c].become_type) join(c, change.type);
    join(index(Cell::osteoclast_precursor), index(Cell::osteoclast));  // by fusing
    join(index(Cell::osteoblast), index(Cell::osteocyte));             // by being buried
}

void Influences::join(std::size_t cell, std::size_t other)
{
    const auto name_of = [](std::size_t type) { return std::string(cell_types()[type].name); };
    const std::size_t kept = lineages_.at(name_of(cell));
    const std::size_t gone = lineages_.at(name_of(other));
    for (auto& [name, lineage] : lineages_)
        if (lineage == gone) lineage = kept;
}

std::size_t Influences::lineage_of(const std::string& point) const
{
    const auto found = lineages_.find(point.substr(0, point.find('.')));
    return found == lineages_.end() ? no_lineage : found->second;
}

bool Influences::reaches(const std::string& from, std::span<const std::string> to, std::size_t lineage) const
{
    const auto is_goal = [&](const std::string& point) { return std::ranges::find(to, point) != to.end(); };
    const auto may_pass = [&](const std::string& point) {
        const std::size_t own = lineage_of(point);
        return lineage == any_lineage || own == no_lineage || own == lineage;
    };
    if (!may_pass(from)) return false;
    if (is_goal(from)) return true;
    std::vector<std::string> open{from};
    std::set<std::string> seen{from};
    while (!open.empty()) {
        const auto next = next_.find(open.back());
        open.pop_back();
        if (next == next_.end()) continue;
        for (const std::string& point : next->second) {
            if (!may_pass(point)) continue;
            if (is_goal(point)) return true;
            if (seen.insert(point).second) open.push_back(point);
        }
    }
    return false;
}

Path Influences::path(const std::string& from, std::span<const std::string> to) const
{
    std::set<std::size_t> lineages;
    for (const auto& [name, lineage] : lineages_) lineages.insert(lineage);
    for (const std::size_t lineage : lineages)
        if (reaches(from, to, lineage)) return Path::within_cell;
    return reaches(from, to, any_lineage) ? Path::across_cells : Path::none;
}

}  // namespace trabecula
