#include "app/scenario/read_cells.hpp"

#include "agents/behaviours.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace trabecula {

namespace {

std::vector<std::string> field_names(const ModelParams& params)
{
    std::vector<std::string> names;
    for (const FieldSpec& field : params.fields) names.push_back(field.name);
    return names;
}

// ------------------------------------------------------------------------------------------------ states

/// `[cell.t_cell.states.fate] of = ["naive", "Th17"], starts = { naive = 0.9, Th17 = 0.1 }`
StateGroup read_state_group(const NameInFile& name, Section& section)
{
    StateGroup group{name.text, section.source(), {}, {}};
    for (const NameInFile& state : section.names_if_present("of")) group.states.push_back(state.text);
    if (group.states.size() < 2 || group.states.size() > 255) section.problem("of", "must name 2 to 255 states");
    Section starts = section.section("starts");
    for (const std::string& state : group.states)
        group.shares.push_back(starts.number_if_present(state, share).value_or(0.0));
    const double total = std::accumulate(group.shares.begin(), group.shares.end(), 0.0);
    if (!group.states.empty() && std::abs(total - 1.0) > 1e-6)
        section.problem("starts", fmt::format("holds shares that add up to {:g}, not to 1", total));
    return group;
}

std::vector<StateGroup> read_states(Section& cell)
{
    std::vector<StateGroup> groups;
    if (auto states = cell.section_if_present("states"))
        for (auto& [name, section] : states->named_sections()) groups.push_back(read_state_group(name, section));
    return groups;
}

std::vector<std::string> state_names(const CellParams& cell)
{
    std::vector<std::string> names;
    for (const StateGroup& group : cell.states) names.insert(names.end(), group.states.begin(), group.states.end());
    return names;
}

/// Signals are known by name alone, so a state must be called like nothing else.
void check_state_names(Section& cells, const ModelParams& params)
{
    std::map<std::string, std::string> owners;
    for (const CellType& type : cell_types()) owners.emplace(type.name, "a cell type");
    for (const FieldSpec& field : params.fields) owners.emplace(field.name, "a field");
    for (const TimeCourse& course : params.systemic) owners.emplace(course.signal.name, "a systemic signal");
    for (const CellParams& cell : params.cells)
        for (const std::string& state : state_names(cell)) {
            const auto [owner, is_new] = owners.emplace(state, "a state of " + cell.name);
            if (!is_new)
                cells.problem(cell.name, fmt::format("has a state \"{}\", but that is {} already; choose another name",
                                                     state, owner->second));
        }
}

// ------------------------------------------------------------------------------------------------ signals

/// What can be touched: cells of the marrow and of the bone surface, by type and by state.
std::vector<Neighbour> all_neighbours(const ModelParams& params)
{
    std::vector<Neighbour> neighbours;
    for (std::size_t p = 0; p < params.cells.size(); ++p) {
        if (cell_types()[p].habitat == Habitat::bone) continue;
        neighbours.push_back({std::string(cell_types()[p].name), p, std::nullopt, 0});
        for (std::size_t g = 0; g < params.cells[p].states.size(); ++g)
            for (std::size_t s = 0; s < params.cells[p].states[g].states.size(); ++s)
                neighbours.push_back({params.cells[p].states[g].states[s], p, g, static_cast<std::uint8_t>(s)});
    }
    return neighbours;
}

/// What a cell senses at its place, in the order in which agents/sense.cpp fills it.
std::vector<SignalName> sensed_signals(const ModelParams& params, const CellParams& cell)
{
    std::vector<SignalName> signals;
    for (const FieldSpec& field : params.fields)
        signals.push_back({field.name, ConcentrationDimension::name,
                           field.binds ? "free concentration at the cell" : "concentration at the cell"});
    for (std::size_t f = 0; f < params.fields.size(); ++f)
        if (params.presented[f])
            signals.push_back({"presented_" + params.fields[f].name, ConcentrationDimension::name,
                               params.fields[f].binds ? "free of what is shown on membranes at the bone surface"
                                                      : "shown on membranes at the bone surface"});
    signals.insert(signals.end(), own_signals().begin(), own_signals().end());
    for (const Neighbour& neighbour : params.neighbours)
        signals.push_back(
            {"contact_" + neighbour.name, NumberDimension::name, "cells of this kind that touch the cell"});
    for (const StateGroup& group : cell.states)
        for (const std::string& state : group.states)
            signals.push_back({state, NumberDimension::name, "1 in this state, else 0", group.name});
    if (cell.name == cell_types()[index(Cell::osteoclast)].name)
        for (const BoneDrug& drug : params.bone_drugs)
            signals.push_back(
                {freed_signal(drug.name), ConcentrationDimension::name, "concentration in the bone that it resorbs"});
    return signals;
}

std::vector<std::string> names_of(const std::vector<SignalName>& signals)
{
    std::vector<std::string> names;
    for (const SignalName& signal : signals) names.push_back(signal.name);
    return names;
}

/// Sensed and systemic signals, and the nodes of the cell itself.
std::vector<SignalName> all_signals(const ModelParams& params, const CellParams& cell, Section& nodes)
{
    std::vector<SignalName> signals = sensed_signals(params, cell);
    for (const TimeCourse& course : params.systemic) signals.push_back(course.signal);
    for (const std::string& name : nodes.keys()) signals.push_back({name, NumberDimension::name, "pathway node"});
    return signals;
}

/// Which fields some cell presents, from the names of behaviours alone: signals must be known before rules are read.
void find_presented(Section& cells, ModelParams& params)
{
    params.presented.assign(params.fields.size(), false);
    for (std::size_t f = 0; f < params.fields.size(); ++f)
        for (const CellType& type : cell_types())
            if (cells.has_path({std::string(type.name), "behaviour", "present_" + params.fields[f].name}))
                params.presented[f] = true;
}

// ------------------------------------------------------------------------------------------------ behaviours

void apply_compounds(const CellType& type, const std::vector<Compound>& compounds, std::vector<NodeSpec>& nodes,
                     std::vector<BehaviourSpec>& behaviours, Problems& problems)
{
    for (const Compound& compound : compounds) {
        for (const CompoundEffect& effect : compound.effects) {
            if (effect.cell.text != type.name || effect.target.text.empty()) continue;
            std::vector<std::string> known;
            RuleSpec* rule = nullptr;
            const auto consider = [&](RuleSpec& candidate) {
                known.push_back(candidate.name.text);
                if (candidate.name.text == effect.target.text) rule = &candidate;
            };
            for (NodeSpec& node : nodes) consider(node.rule);
            for (BehaviourSpec& behaviour : behaviours) consider(behaviour.rule);
            if (rule != nullptr)
                add_effect(*rule, compound, effect);
            else
                problems.add(effect.target.place,
                             fmt::format("{} has no node or behaviour \"{}\"{}", type.name, effect.target.text,
                                         suggestion(effect.target.text, known)));
        }
    }
}

/// What a behaviour called become_NAME makes of a cell.
void resolve_fate(std::size_t behaviour, std::string_view name, CellParams& cell)
{
    for (std::size_t g = 0; g < cell.states.size(); ++g)
        for (std::size_t s = 0; s < cell.states[g].states.size(); ++s)
            if (cell.states[g].states[s] == name)
                cell.become_state.push_back({behaviour, g, static_cast<std::uint8_t>(s)});
    for (std::size_t p = 0; p < cell_types().size(); ++p)
        if (cell_types()[p].name == name) cell.become_type.push_back({behaviour, p});
}

/// The index of each behaviour that C++ acts on.
void resolve_behaviours(const CellType& type, const std::vector<BehaviourSpec>& behaviours,
                        const std::vector<std::string>& fields, CellParams& cell)
{
    for (std::size_t b = 0; b < behaviours.size(); ++b) {
        const std::string& name = behaviours[b].rule.name.text;
        if (name == "move") cell.move = b;
        if (name == "divide") cell.divide = b;
        if (name == "die") cell.die = b;
        if (name == "leave") cell.leave = b;
        if (!type.behaviours.empty() && name == type.behaviours.front().name) cell.own = b;
        const auto resolve = [&](std::string_view prefix, std::vector<FieldBehaviour>& list) {
            if (!name.starts_with(prefix)) return;
            const auto field = std::ranges::find(fields, name.substr(prefix.size()));
            if (field != fields.end()) list.push_back({b, static_cast<std::size_t>(field - fields.begin())});
        };
        resolve("climb_", cell.climb);
        resolve("secrete_", cell.secrete);
        resolve("take_up_", cell.take_up);
        resolve("present_", cell.present);
        resolve("free_", cell.free);
        constexpr std::string_view become = "become_";
        if (name.starts_with(become)) resolve_fate(b, std::string_view(name).substr(become.size()), cell);
    }
}

std::vector<NodeSpec> read_nodes(Section& section, const std::vector<SignalName>& signals)
{
    std::vector<NodeSpec> nodes;
    for (auto& [name, node] : section.named_sections()) nodes.push_back(read_node(name, node, signals));
    return nodes;
}

std::vector<BehaviourSpec> read_behaviours(const CellType& type, Section& section, const ScenarioNames& names,
                                           const std::vector<SignalName>& signals)
{
    std::vector<BehaviourSpec> behaviours;
    for (auto& [name, behaviour] : section.named_sections()) {
        if (const auto dimension = behaviour_dimension(type, name.text, names)) {
            behaviours.push_back(read_behaviour(name, behaviour, *dimension, signals));
            continue;
        }
        behaviour.skip();
        section.reader().problems.add(name.place, fmt::format("{} has no behaviour \"{}\"{}", type.name, name.text,
                                                              suggestion(name.text, behaviour_names(type, names))));
    }
    return behaviours;
}

// ------------------------------------------------------------------------------------------------ the cell

void read_numbers(const CellType& type, Section& section, CellParams& cell)
{
    section.read("diameter", cell.diameter, positive);
    cell.density = section.number_of(
        "density", type.habitat == Habitat::surface ? SurfaceDensityDimension::name : NumberDensityDimension::name,
        not_negative);
    if (const auto weight = section.number_if_present("weight", Bounds{.least = 1.0, .most = 1e6}))
        cell.weight = *weight;
    if (cell.weight != 1.0 && type.habitat != Habitat::marrow)
        section.problem("weight", "must be 1 for cells of bone; only marrow cells may stand for several");
    if (cell.weight != std::round(cell.weight)) section.problem("weight", "must be a whole number of cells");
    section.read_if_present("supply", cell.supply, Bounds{.least = 0.0, .most = 1e6});
    section.read_if_present("reach", cell.reach, Bounds{.least = 0.0, .most = 500.0, .more_than_least = true});
    cell.settles_on_eroded_bone = section.flag_if_present("settles_on_eroded_bone");
    if (cell.settles_on_eroded_bone && type.habitat != Habitat::marrow)
        section.problem("settles_on_eroded_bone", "must be false for cells of bone; only marrow cells come to bone");
}

void read_rules(const CellType& type, Section& section, const std::vector<Compound>& compounds,
                std::vector<KnockOut>& knock_outs, const ModelParams& params, CellParams& cell)
{
    Section nodes_section = section.section_or_empty("node");
    Section behaviours_section = section.section_or_empty("behaviour");
    const std::vector<SignalName> signals = all_signals(params, cell, nodes_section);
    const ScenarioNames names{field_names(params), state_names(cell)};
    std::vector<NodeSpec> nodes = read_nodes(nodes_section, signals);
    std::vector<BehaviourSpec> behaviours = read_behaviours(type, behaviours_section, names, signals);
    apply_compounds(type, compounds, nodes, behaviours, section.reader().problems);
    apply_knock_outs(knock_outs, params.fields, cell, nodes, behaviours, section.reader().problems);
    resolve_behaviours(type, behaviours, names.fields, cell);
    if (section.reader().problems.any()) return;
    std::vector<std::string> systemic;
    for (const TimeCourse& course : params.systemic) systemic.push_back(course.signal.name);
    cell.rulebook = Rulebook(names_of(sensed_signals(params, cell)), systemic, std::move(nodes), std::move(behaviours));
}

/// One agent becomes one agent, so both must stand for as many cells; and what a cell becomes must be in the scenario.
void check_fates(Section& cells, const ModelParams& params)
{
    for (const CellParams& cell : params.cells)
        for (const TypeChange& change : cell.become_type) {
            const CellParams& other = params.cells[change.type];
            if (!cells.has(other.name))
                cells.problem(cell.name, fmt::format("may become {0}, but there is no [cell.{0}]", other.name));
            else if (other.weight != cell.weight)
                cells.problem(cell.name,
                              fmt::format("stands for {:g} cells and {}, which it may become, for {:g}; give "
                                          "both one weight",
                                          cell.weight, other.name, other.weight));
        }
}

}  // namespace

void read_cells(Section& root, const std::vector<Compound>& compounds, std::vector<KnockOut>& knock_outs,
                ModelParams& params)
{
    Section cells = root.section("cell");
    find_presented(cells, params);
    std::vector<Section> sections;
    for (const CellType& type : cell_types()) {
        sections.push_back(cells.section_or_empty(type.name));
        CellParams& cell = params.cells.emplace_back();
        cell.name = type.name;
        cell.source = cells.has(type.name) ? sections.back().source() : "not in this scenario";
        cell.states = read_states(sections.back());
    }
    check_state_names(cells, params);
    params.neighbours = all_neighbours(params);
    for (std::size_t p = 0; p < params.cells.size(); ++p) {
        const CellType& type = cell_types()[p];
        CellParams& cell = params.cells[p];
        Section& section = sections[p];
        const bool is_there = cells.has(type.name);
        if (is_there) read_numbers(type, section, cell);
        read_rules(type, section, compounds, knock_outs, params, cell);
        const bool reaches = !cell.present.empty() || (is_there && type.name == "osteoclast_precursor");
        if (reaches && !section.has("reach"))
            section.problem("reach", "is missing: presenting and fusing need a reach, like \"45 um\"");
    }
    check_fates(cells, params);
}

}  // namespace trabecula
