#include "agents/stages.hpp"
#include "agents/touched_surface.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <numbers>

namespace trabecula {

namespace {

/// A block of cells of one population, and where their signals go.
struct SensingCells {
    const Workspace& work;
    std::size_t population;
    std::size_t begin, count;
    Rulebook::Scratch& scratch;

    const Population& cells() const { return work.state.populations[population]; }
    const CellParams& params() const { return work.params.cells[population]; }

    template <class T>
    auto column(Column<T> of) const
    {
        return cells().table[of].subspan(begin, count);
    }

    /// Fills a signal's row with what `level_of(i)` gives, unless no rule answers to it.
    template <class LevelOf>
    void fill(std::size_t signal, LevelOf&& level_of) const
    {
        if (!params().rulebook.reads(signal)) return;
        const auto row = scratch.signal(signal);
        for (std::size_t i = 0; i < count; ++i) row[i] = level_of(i);
    }
};

/// How many cells of a kind each cell touches, in the mean: as if those in its packing cell were spread evenly in it.
void feel_neighbours(const SensingCells& sensing, const Neighbour& kind, std::span<const float> per_um3,
                     std::size_t signal)
{
    const Workspace& work = sensing.work;
    const CellParams& its = work.params.cells[kind.type];
    const double reach = 0.5 * (sensing.params().diameter.value + its.diameter.value);
    const auto within_um3 = static_cast<float>(4.0 / 3.0 * std::numbers::pi * reach * reach * reach);
    const auto itself_per_um3 = static_cast<float>(its.weight / work.occupancy.packing_cell_um3());
    const auto voxel = sensing.column(sensing.cells().voxel);
    const auto counts_itself = [&](std::size_t i) {
        if (kind.type != sensing.population) return false;
        return !kind.group || sensing.column(work.rules[kind.type].states[*kind.group])[i] == kind.state;
    };
    sensing.fill(signal, [&](std::size_t i) {
        const float others =
            per_um3[work.occupancy.packing_cell(voxel[i])] - (counts_itself(i) ? itself_per_um3 : 0.0F);
        return std::max(0.0F, others) * within_um3;
    });
}

/// Over the present step, of the habitual load.
float mean_load(const Workspace& work)
{
    if (!work.params.load) return 0.0F;
    double sum_h = 0.0;
    for (const SystemicInterval& part : work.systemic)
        sum_h += part.duration.value * double{part.values[work.params.load->signal]};
    return static_cast<float>(sum_h / work.step_h());
}

/// What each cell senses at its voxel, in the order that app/scenario gives to every rulebook: the fields, what is
/// presented of each presented field (of both what is free, where something binds it), contact with bone and with
/// eroded bone, the strain of bone, its age, its neighbours, its own states, and, in osteoclasts, each drug in the bone
/// that they resorb.
void gather(const SensingCells& sensing)
{
    const Workspace& work = sensing.work;
    const FieldSet& fields = work.state.fields;
    const auto voxel = sensing.column(sensing.cells().voxel);
    std::array<std::size_t, Rulebook::block> field_voxel;
    for (std::size_t i = 0; i < sensing.count; ++i) field_voxel[i] = fields.lattice.index(voxel[i]);
    std::size_t signal = 0;
    for (const Column<float> field : fields.free_pM)
        sensing.fill(signal++, [&, values = fields.table[field]](std::size_t i) { return values[field_voxel[i]]; });
    for (std::size_t f = 0; f < work.params.fields.size(); ++f)
        if (work.params.presented[f])
            sensing.fill(signal++, [&, values = work.state.presented[work.free_presented_pM[f]]](std::size_t i) {
                const auto surface = touched_surface(work, voxel[i]);
                return surface ? values[raw(*surface)] : 0.0F;
            });
    sensing.fill(signal++, [&](std::size_t i) { return touched_surface(work, voxel[i]) ? 1.0F : 0.0F; });
    sensing.fill(signal++, [&](std::size_t i) { return touched_erosion(work, voxel[i]); });
    const auto strain = work.habitual_strain ? fields.table[*work.habitual_strain] : std::span<const float>();
    sensing.fill(signal++, [&, load = mean_load(work)](std::size_t i) {
        return strain.empty() ? 0.0F : load * strain[field_voxel[i]];
    });
    sensing.fill(signal++, [&, age = sensing.column(sensing.cells().age_h)](std::size_t i) { return age[i]; });
    for (std::size_t n = 0; n < work.params.neighbours.size(); ++n)
        feel_neighbours(sensing, work.params.neighbours[n], work.neighbours_per_um3[n], signal++);
    for (std::size_t g = 0; g < sensing.params().states.size(); ++g)
        for (std::size_t s = 0; s < sensing.params().states[g].states.size(); ++s)
            sensing.fill(signal++, [&, state = sensing.column(work.rules[sensing.population].states[g])](
                                       std::size_t i) { return state[i] == s ? 1.0F : 0.0F; });
    if (sensing.population != index(Cell::osteoclast)) return;
    for (const StoredDrug& drug : work.stored_drugs)
        sensing.fill(signal++, [&, freed = sensing.column(drug.freed_pM)](std::size_t i) { return freed[i]; });
}

void sense_block(Workspace& work, std::size_t p, std::size_t begin, std::size_t count, Rulebook::Scratch& scratch)
{
    const Rulebook& rulebook = work.params.cells[p].rulebook;
    Population& cells = work.state.populations[p];
    gather({work, p, begin, count, scratch});
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

/// Per systemic signal, whether a rule reads it or something binds it. A drug that acts from the bone alone is not
/// felt.
std::vector<bool> felt_signals(const ModelParams& params)
{
    std::vector<bool> felt(params.systemic.size(), false);
    for (const CellParams& cell : params.cells)
        for (std::size_t s = 0; s < felt.size(); ++s)
            if (cell.rulebook.reads(cell.rulebook.sensed().size() + s)) felt[s] = true;
    for (const BindingStar& star : params.stars)
        for (const Species& species : systemic_species(star)) felt[species.index] = true;
    return felt;
}

}  // namespace

std::vector<SystemicInterval> step_intervals(const ModelParams& params, Hours from)
{
    constexpr double parts_per_relaxation = 4.0;
    return systemic_intervals(params.systemic, from, params.step, fastest_node(params) * (1.0 / parts_per_relaxation),
                              felt_signals(params));
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
