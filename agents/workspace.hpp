#pragma once
#include "agents/labels.hpp"
#include "agents/model_params.hpp"
#include "agents/state.hpp"
#include "agents/step_costs.hpp"
#include "agents/stored_drugs.hpp"

#include "population/id_registry.hpp"
#include "population/occupancy.hpp"

#include "fields/diffusion_solver.hpp"

#include "core/random.hpp"

#include <optional>
#include <vector>

namespace trabecula {

/// What a random number is for: each decision of a cell has a stream of its own.
enum class Purpose : std::uint8_t {
    place,
    move,
    die,
    leave,
    fuse,
    supply,
    bury,
    settle,
    state,
    become,
    divide,
    transfer,
    deplete
};
constexpr std::uint8_t raw(Purpose purpose)
{
    return static_cast<std::uint8_t>(purpose);
}

/// Where the columns are that a scenario declares for a population.
struct RuleColumns {
    std::vector<Column<float>> nodes;          // state, 0-1
    std::vector<Column<float>> rates;          // derived: this step's average of each behaviour
    std::vector<Column<std::uint8_t>> states;  // per group of states: which of them the cell is in
};

/// Columns that osteoclasts have beyond every cell's.
struct OsteoclastColumns {
    Column<std::uint32_t> nuclei;
    Column<float> resorbed_um3;  // since fusion
    Column<float> freshly_um3;   // in the last step: what was in that matrix is freed in the next
};

/// Who stands on a surface voxel and keeps others off, in Workspace::taken; 0: nobody.
inline constexpr std::uint8_t taken_by_osteoblast = 1;
inline constexpr std::uint8_t taken_by_osteoclast = 2;

/// Columns of State::totals, one row: what was counted since time 0.
struct TotalColumns {
    std::vector<Column<double>> born, died, arrived, left;  // per cell type, in cells
    Column<double> fragments;                               // voxels of cut-off pieces removed
};

/// The voxels of each osteoclast's footprint: those of row i are voxels[first[i]] to voxels[first[i + 1]].
struct Footprints {
    std::vector<std::uint32_t> first;
    std::vector<VoxelId> voxels;
    std::vector<std::uint8_t> adrift;  // per row: no bone surface within its radius
};

/// All that the stages of a step share. Only `state` makes the future; the rest follows from it.
struct Workspace {
    Workspace(ModelParams its_params, Tissue tissue);

    ModelParams params;
    State state;
    std::vector<RuleColumns> rules;  // per population
    OsteoclastColumns osteoclast;
    TotalColumns totals;
    std::optional<LabelColumns> labels;                    // absent where no labels are given
    std::vector<StoredDrug> stored_drugs;                  // of params.bone_drugs
    std::optional<Column<float>> habitual_strain;          // of bone, in field voxels; absent without params.load
    std::vector<Column<float>> presented_pM;               // per field; only where params.presented
    std::vector<Column<float>> free_presented_pM;          // the same column, but for fields that bind
    std::vector<std::vector<float>> unbound_of_presented;  // per field, in field voxels; only where it binds as well

    IdRegistry ids;
    Occupancy occupancy;
    DiffusionSolver solver;
    std::vector<SystemicInterval> systemic;
    std::vector<std::uint8_t> touches_bone;       // per voxel: marrow at the face of bone
    std::vector<std::uint8_t> taken;              // per voxel: under which bone cell
    std::vector<std::vector<std::uint8_t>> gone;  // per population and row: removed at the end of the stage
    Footprints footprints;
    std::vector<std::vector<float>> neighbours_per_um3;  // per params.neighbours and packing cell; empty: nobody asks
    std::vector<float> secretion;
    std::vector<float> uptake;
    bool materials_changed = true;
    std::vector<DiffusionOutcome> diffusion;  // of the last step, per field
    StepCosts costs;

    Population& cells(Cell cell) { return state.populations[index(cell)]; }
    /// Whether what happens again and again happens in this step.
    bool is_due(Hours every) const;
    double step_h() const { return params.step.value; }

    /// A row's behaviour, averaged over the present step.
    std::span<const float> rate(std::size_t population, std::size_t behaviour) const
    {
        return state.populations[population].table[rules[population].rates[behaviour]];
    }
    RandomStream random(CellId id, Purpose purpose) const { return {params.seed, raw(id), state.step, raw(purpose)}; }

    /// Who goes first where cells want the same: the lowest, then the lowest id.
    std::uint64_t rank(CellId id, Purpose purpose) const { return mix(raw(id), raw(state.step), raw(purpose)); }

    /// Appends a cell to a population, in states drawn by their shares; its id is registered by the caller.
    /// @return its row
    std::size_t add_cell(std::size_t population, CellId id, VoxelId voxel);
    /// A daughter, or what a cell became, begins with the activities of the nodes that both have; with its states too
    /// where it is of the same type.
    void inherit(std::size_t from_population, std::size_t from_row, std::size_t population, std::size_t row);
    void remove_gone();
    void sort_population(std::size_t population);
    void sort_populations();

    /// Makes anew what follows from the state: after construction, and after a state was restored.
    void derive();

  private:
    void declare_presented();
};

/// The state of a group that a cell begins in, drawn by the shares.
std::uint8_t first_state(const StateGroup& group, RandomStream& random);

}  // namespace trabecula
