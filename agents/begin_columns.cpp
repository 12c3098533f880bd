#include "agents/begin_columns.hpp"

#include <algorithm>

namespace trabecula {

namespace {

/// Whether a pathway node has this column, which then begins.
bool begin_node(Workspace& work, std::size_t population, const std::string& column)
{
    const auto& nodes = work.params.cells[population].rulebook.nodes();
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        if (nodes[n].rule.name.text != column) continue;
        std::ranges::fill(work.state.populations[population].table[work.rules[population].nodes[n]],
                          static_cast<float>(nodes[n].initial));
        return true;
    }
    return false;
}

/// Whether a group of states has this column, which then begins.
bool begin_group(Workspace& work, std::size_t population, const std::string& column)
{
    const auto& groups = work.params.cells[population].states;
    const auto group = std::ranges::find(groups, column, &StateGroup::name);
    if (group == groups.end()) return false;
    Population& cells = work.state.populations[population];
    const auto id = std::as_const(cells.table)[cells.id];
    const auto states = cells.table[work.rules[population].states[static_cast<std::size_t>(group - groups.begin())]];
    for (std::size_t row = 0; row < cells.size(); ++row) {
        RandomStream random = work.random(id[row], Purpose::state);
        states[row] = first_state(*group, random);
    }
    return true;
}

/// Whether a drug that binds bone has this column, which then begins: bone holds none of it.
bool begin_drug(Workspace& work, const ColumnName& name)
{
    State& state = work.state;
    Table& osteoclasts = work.cells(Cell::osteoclast).table;
    const auto begins = [&](Table& table, auto column) {
        if (table.name() != name.table || table.specs()[column.index].name != name.column) return false;
        std::ranges::fill(table[column], 0);
        return true;
    };
    return std::ranges::any_of(work.stored_drugs, [&](const StoredDrug& drug) {
        return begins(state.tissue.table, drug.stored_pM) || begins(osteoclasts, drug.freed_pM) ||
               begins(state.totals, drug.taken_up) || begins(state.totals, drug.freed) ||
               begins(state.totals, drug.lost);
    });
}

bool begin(Workspace& work, const ColumnName& name)
{
    if (begin_drug(work, name)) return true;
    if (name.table == work.state.fields.table.name() || name.table == work.state.presented.name())
        return true;  // the state was made at time 0 and has it
    for (std::size_t p = 0; p < work.state.populations.size(); ++p)
        if (work.state.populations[p].table.name() == name.table)
            return begin_node(work, p, name.column) || begin_group(work, p, name.column);
    return false;
}

}  // namespace

std::vector<ColumnName> begin_columns(Workspace& work, std::span<const ColumnName> columns)
{
    std::vector<ColumnName> without;
    for (const ColumnName& name : columns)
        if (!begin(work, name)) without.push_back(name);
    return without;
}

}  // namespace trabecula
