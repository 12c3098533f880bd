#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>

namespace trabecula {

namespace {

/// What each cell senses at its voxel, in the order that app/scenario gives to every rulebook: the fields, what is
/// presented of each presented field (of both what is free, where something binds it), and contact with bone. What no
/// rule answers to is left out.
void gather(const Workspace& work, const Population& cells, const Rulebook& rulebook, std::size_t begin,
            std::size_t count, Rulebook::Scratch& scratch)
{
    const FieldSet& fields = work.state.fields;
    const auto voxel = cells.table[cells.voxel].subspan(begin, count);
    std::array<std::size_t, Rulebook::block> field_voxel;
    for (std::size_t i = 0; i < count; ++i) field_voxel[i] = fields.lattice.index(voxel[i]);
    std::size_t signal = 0;
    for (const Column<float> field : fields.free_pM) {
        const std::size_t its_signal = signal++;
        if (!rulebook.reads(its_signal)) continue;
        const auto values = fields.table[field];
        const auto row = scratch.signal(its_signal);
        for (std::size_t i = 0; i < count; ++i) row[i] = values[field_voxel[i]];
    }
    for (std::size_t f = 0; f < work.params.fields.size(); ++f) {
        if (!work.params.presented[f]) continue;
        const std::size_t its_signal = signal++;
        if (!rulebook.reads(its_signal)) continue;
        const auto values = work.state.presented[work.free_presented_pM[f]];
        const auto row = scratch.signal(its_signal);
        for (std::size_t i = 0; i < count; ++i) row[i] = values[raw(voxel[i])];
    }
    if (!rulebook.reads(signal)) return;
    const auto contact = scratch.signal(signal);
    for (std::size_t i = 0; i < count; ++i) contact[i] = static_cast<float>(work.touches_bone[raw(voxel[i])]);
}

void sense_block(Workspace& work, std::size_t p, std::size_t begin, std::size_t count, Rulebook::Scratch& scratch)
{
    const Rulebook& rulebook = work.params.cells[p].rulebook;
    Population& cells = work.state.populations[p];
    gather(work, cells, rulebook, begin, count, scratch);
    const auto& columns = work.rules[p];
    for (std::size_t n = 0; n < columns.nodes.size(); ++n)
        std::ranges::copy(cells.table[columns.nodes[n]].subspan(begin, count),
                          scratch.signal(rulebook.first_node_signal() + n).begin());
    rulebook.evaluate(count, work.systemic, scratch);
    for (std::size_t n = 0; n < columns.nodes.size(); ++n)
        std::copy_n(scratch.signal(rulebook.first_node_signal() + n).begin(), count,
                    cells.table[columns.nodes[n]].begin() + static_cast<std::ptrdiff_t>(begin));
    for (std::size_t b = 0; b < columns.rates.size(); ++b)
        std::copy_n(scratch.behaviour(b).begin(), count,
                    cells.table[columns.rates[b]].begin() + static_cast<std::ptrdiff_t>(begin));
}

/// The shortest relaxation of any node of any cell type; the step itself where there is none shorter.
Hours fastest_node(const ModelParams& params)
{
    Hours fastest = params.step;
    for (const CellParams& cell : params.cells)
        for (const NodeSpec& node : cell.rulebook.nodes()) fastest = std::min(fastest, node.relaxation);
    return fastest;
}

}  // namespace

std::vector<SystemicInterval> step_intervals(const ModelParams& params, Hours from)
{
    constexpr double parts_per_relaxation = 4.0;
    return systemic_intervals(params.systemic, from, params.step, fastest_node(params) * (1.0 / parts_per_relaxation));
}

void apply_schedules(Workspace& work)
{
    work.systemic = step_intervals(work.params, Hours{work.state.time_h});
}

void sense(Workspace& work)
{
    constexpr std::size_t blocks_per_task = 16;
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        for_blocks(work.state.populations[p].size(), blocks_per_task * Rulebook::block,
                   [&](std::size_t begin, std::size_t end) {
                       Rulebook::Scratch scratch(work.params.cells[p].rulebook);
                       for (std::size_t i = begin; i < end; i += Rulebook::block)
                           sense_block(work, p, i, std::min(Rulebook::block, end - i), scratch);
                   });
    }
}

}  // namespace trabecula
