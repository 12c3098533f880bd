#include "agents/workspace.hpp"

#include "lattice/surface.hpp"

#include "core/collect.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace trabecula {

namespace {

std::vector<Population> empty_populations()
{
    std::vector<Population> populations;
    for (const CellType& type : cell_types()) populations.emplace_back(std::string(type.name));
    return populations;
}

/// "0 naive, 1 Th2"
std::string numbered(const std::vector<std::string>& names)
{
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < names.size(); ++i) parts.push_back(fmt::format("{} {}", i, names[i]));
    return fmt::format("{}", fmt::join(parts, ", "));
}

RuleColumns declare_rules(Table& table, const CellParams& cell)
{
    RuleColumns columns;
    const Rulebook& rulebook = cell.rulebook;
    for (const StateGroup& group : cell.states)
        columns.states.push_back(table.declare<std::uint8_t>(
            {group.name, "1", fmt::format("state of the cell: {}", numbered(group.states))}));
    for (const NodeSpec& node : rulebook.nodes())
        columns.nodes.push_back(
            table.declare<float>({node.rule.name.text, "1", "activity of pathway node " + node.rule.name.text}));
    for (const BehaviourSpec& behaviour : rulebook.behaviours())
        columns.rates.push_back(
            table.declare<float>({"rate " + behaviour.rule.name.text, std::string(behaviour.dimension.unit),
                                  "this step's average of " + behaviour.rule.name.text, Role::derived, Shown::no}));
    return columns;
}

TotalColumns declare_totals(Table& table)
{
    TotalColumns columns;
    for (const CellType& type : cell_types()) {
        const std::string name(type.name);
        columns.born.push_back(table.declare<double>({name + ".born", "1", "cells made in the tissue since time 0"}));
        columns.died.push_back(
            table.declare<double>({name + ".died", "1", "cells that died or were used up since time 0"}));
        columns.arrived.push_back(
            table.declare<double>({name + ".arrived", "1", "cells brought by blood since time 0"}));
        columns.left.push_back(
            table.declare<double>({name + ".left", "1", "cells that left with the blood since time 0"}));
    }
    columns.fragments =
        table.declare<double>({"fragments", "1", "voxels of cut-off pieces of bone removed since time 0"});
    table.resize(1);
    return columns;
}

/// Nothing is dissolved in what is outside the sample.
void empty_outside(const Tissue& tissue, FieldSet& fields)
{
    fields.lattice.set_materials(tissue.table[tissue.material]);
    const auto material = fields.lattice.materials(tissue.table[tissue.material]);
    for (const Column<float> field : fields.concentration_pM) {
        const auto c = fields.table[field];
        for (std::size_t i = 0; i < c.size(); ++i)
            if (material[i] == Material::outside) c[i] = 0.0F;
    }
}

using Rows = std::vector<std::uint32_t>;
constexpr std::size_t rows_per_block = 16384;

/// Rows that are marked, in order.
Rows marked_rows(std::span<const std::uint8_t> marks)
{
    return collect<std::uint32_t>(marks.size(), [&](std::size_t row, Rows& found) {
        if (marks[row] != 0) found.push_back(static_cast<std::uint32_t>(row));
    });
}

bool are_in_order(std::span<const VoxelId> voxel, std::span<const CellId> id)
{
    const std::size_t out_of_order = reduce_blocks(
        voxel.size(), rows_per_block, std::size_t{0},
        [&](std::size_t begin, std::size_t end) {
            std::size_t count = 0;
            for (std::size_t row = std::max<std::size_t>(1, begin); row < end; ++row)
                if (voxel[row] < voxel[row - 1] || (voxel[row] == voxel[row - 1] && id[row] < id[row - 1])) ++count;
            return count;
        },
        std::plus<>());
    return out_of_order == 0;
}

}  // namespace

std::uint8_t first_state(const StateGroup& group, RandomStream& random)
{
    const double drawn = random.uniform();
    double below = 0.0;
    for (std::size_t s = 0; s + 1 < group.states.size(); ++s) {
        below += group.shares[s];
        if (drawn < below) return static_cast<std::uint8_t>(s);
    }
    return static_cast<std::uint8_t>(group.states.size() - 1);
}

Workspace::Workspace(ModelParams its_params, Tissue tissue)
    : params(std::move(its_params)),
      state(std::move(tissue), FieldSet(params.fields, FieldGrid(tissue.grid, params.coarsening)), empty_populations(),
            Table("totals")),
      occupancy(state.tissue.grid, params.bone.packing),
      solver(state.fields.lattice.grid()),
      gone(params.cells.size()),
      neighbours_per_um3(params.neighbours.size()),
      diffusion(params.fields.size())
{
    costs.fields.resize(params.fields.size());
    empty_outside(state.tissue, state.fields);
    Table& osteoclasts = cells(Cell::osteoclast).table;
    osteoclast.nuclei = osteoclasts.declare<std::uint32_t>({"nuclei", "1", "nuclei fused into this cell"});
    osteoclast.resorbed_um3 = osteoclasts.declare<float>({"resorbed", "um3", "bone resorbed since fusion"});
    osteoclast.freshly_um3 = osteoclasts.declare<float>(
        {"freshly resorbed", "um3", "bone resorbed in the last step", Role::state, Shown::no});
    for (std::size_t p = 0; p < params.cells.size(); ++p)
        rules.push_back(declare_rules(state.populations[p].table, params.cells[p]));
    totals = declare_totals(state.totals);
    if (params.label_interval.value > 0.0) labels.emplace(state);
    stored_drugs = declare_stored_drugs(params.bone_drugs, state);
    if (params.load)
        habitual_strain = state.fields.table.declare<float>(
            {"habitual_strain", "1", "strain of the bone there, or beside, under the habitual load"});
    declare_presented();
    const std::size_t voxels = state.tissue.grid.size();
    touches_bone.resize(voxels);
    taken.resize(voxels);
    secretion.resize(state.fields.lattice.grid().size());
    uptake.resize(state.fields.lattice.grid().size());
}

bool Workspace::is_due(Hours every) const
{
    const auto period = static_cast<std::uint32_t>(std::max(1.0, std::round(every / params.step)));
    return raw(state.step) % period == 0;
}

void Workspace::declare_presented()
{
    presented_pM.resize(params.fields.size());
    free_presented_pM.resize(params.fields.size());
    unbound_of_presented.resize(params.fields.size());
    for (std::size_t f = 0; f < params.fields.size(); ++f) {
        if (!params.presented[f]) continue;
        const FieldSpec& field = params.fields[f];
        const std::string name = "presented_" + field.name;
        const std::string meaning = field.name + " on membranes at the surface, as a concentration in its voxel";
        presented_pM[f] = state.presented.declare<float>(
            {field.binds ? total_name(name) : name, "pM", meaning + (field.binds ? ", free and bound" : "")});
        free_presented_pM[f] = field.binds
                                   ? state.presented.declare<float>({name, "pM", "free " + meaning, Role::derived})
                                   : presented_pM[f];
        if (field.binds) unbound_of_presented[f].resize(state.fields.table.rows(), 1.0F);
    }
}

std::size_t Workspace::add_cell(std::size_t population, CellId id, VoxelId voxel)
{
    Population& cells = state.populations[population];
    const std::size_t row = cells.size();
    cells.table.resize(row + 1);
    cells.table[cells.id][row] = id;
    cells.table[cells.voxel][row] = voxel;
    const auto& nodes = params.cells[population].rulebook.nodes();
    for (std::size_t n = 0; n < nodes.size(); ++n)
        cells.table[rules[population].nodes[n]][row] = static_cast<float>(nodes[n].initial);
    RandomStream states = random(id, Purpose::state);
    for (std::size_t g = 0; g < rules[population].states.size(); ++g)
        cells.table[rules[population].states[g]][row] = first_state(params.cells[population].states[g], states);
    gone[population].resize(row + 1, 0);
    return row;
}

void Workspace::inherit(std::size_t from_population, std::size_t from_row, std::size_t population, std::size_t row)
{
    const Table& from = state.populations[from_population].table;
    Table& to = state.populations[population].table;
    const auto& given = params.cells[from_population].rulebook.nodes();
    const auto& nodes = params.cells[population].rulebook.nodes();
    for (std::size_t n = 0; n < nodes.size(); ++n)
        for (std::size_t g = 0; g < given.size(); ++g)
            if (given[g].rule.name.text == nodes[n].rule.name.text)
                to[rules[population].nodes[n]][row] = from[rules[from_population].nodes[g]][from_row];
    if (from_population != population) return;
    for (const Column<std::uint8_t> group : rules[population].states) to[group][row] = from[group][from_row];
}

void Workspace::remove_gone()
{
    for (std::size_t p = 0; p < state.populations.size(); ++p) {
        Population& cells = state.populations[p];
        gone[p].resize(cells.size(), 0);
        const Rows leaving = marked_rows(gone[p]);
        const auto ids_of = cells.table[cells.id];
        for (const std::uint32_t row : leaving) ids.remove(ids_of[row]);
        cells.table.remove(leaving);
        gone[p].assign(cells.size(), 0);
    }
}

void Workspace::sort_population(std::size_t population)
{
    Population& cells = state.populations[population];
    const auto id = std::as_const(cells.table)[cells.id];
    const auto voxel = std::as_const(cells.table)[cells.voxel];
    if (are_in_order(voxel, id)) return;
    struct Standing {
        VoxelId voxel;
        std::uint32_t row;
    };
    std::vector<Standing> places(cells.size());
    for_blocks(places.size(), rows_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) places[row] = {voxel[row], static_cast<std::uint32_t>(row)};
    });
    sort_unique_keys(places, [id](const Standing& a, const Standing& b) {
        return a.voxel != b.voxel ? a.voxel < b.voxel : id[a.row] < id[b.row];
    });
    Rows order(places.size());
    std::ranges::transform(places, order.begin(), &Standing::row);
    places = {};
    cells.table.take(order);
}

void Workspace::sort_populations()
{
    for (std::size_t p = 0; p < state.populations.size(); ++p) sort_population(p);
}

void Workspace::derive()
{
    ids = {};
    for (std::size_t p = 0; p < state.populations.size(); ++p) {
        const Population& cells = state.populations[p];
        ids.add(cells.table[cells.id]);
        gone[p].assign(cells.size(), 0);
    }
    materials_changed = true;
}

}  // namespace trabecula
