#pragma once
#include "agents/bindings.hpp"
#include "agents/cell_events.hpp"
#include "agents/cell_table.hpp"
#include "agents/cell_types.hpp"

#include "pharmacology/time_course.hpp"

#include "rules/rulebook.hpp"

#include "fields/field_set.hpp"

#include "core/units.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// A behaviour that exchanges one field with the surroundings, as indices.
struct FieldBehaviour {
    std::size_t behaviour;
    std::size_t field;
};

/// States of a cell type that exclude each other: every cell is in one of them. From `[cell.NAME.states.GROUP]`.
struct StateGroup {
    std::string name;
    std::string source;
    std::vector<std::string> states;
    std::vector<double> shares;  // of the cells at time 0, and of those that arrive; they add up to 1
};

/// A behaviour by which a cell comes into a state of its own, as indices.
struct StateChange {
    std::size_t behaviour;
    std::size_t group;
    std::uint8_t state;
};

/// A behaviour by which a cell becomes one of another type, as indices.
struct TypeChange {
    std::size_t behaviour;
    std::size_t type;
};

/// One cell type of a scenario; from `[cell.NAME]`.
struct CellParams {
    std::string name;
    std::string source;
    Micrometres diameter;                 // of one cell, or of one nucleus' share of an osteoclast
    double weight = 1.0;                  // cells that one agent stands for
    double density = 0.0;                 // at time 0, in the habitat: per mm3 or per mm2
    PerCubicMillimetreHour supply;        // cells that blood brings, per volume of marrow
    Micrometres reach;                    // of presented molecules, and of fusion
    bool settles_on_eroded_bone = false;  // ends its walk where it touches some
    std::vector<StateGroup> states;
    Rulebook rulebook = Rulebook({}, {}, {}, {});

    std::optional<std::size_t> move, divide, die, leave;  // indices of behaviours
    std::optional<std::size_t> own;                       // the type's first own behaviour
    std::vector<FieldBehaviour> climb, secrete, take_up, present, free;
    std::vector<StateChange> become_state;
    std::vector<TypeChange> become_type;

    double cell_um3() const;
    std::int64_t agent_um3() const;  // of all cells it stands for, to whole um3
};

/// Cells that others may touch: all of a type, or those in one of its states. The signal `contact_NAME`.
struct Neighbour {
    std::string name;
    std::size_t type;
    std::optional<std::size_t> group;  // absent: cells in any state
    std::uint8_t state = 0;
};

/// How matrix ripens, and how bone cells settle; from `[bone]`.
struct BoneParams {
    std::string source;
    Hours matrix_age;          // of the bone at time 0
    Number mineral;            // degree of mineralisation at time 0 where the tissue does not say
    Hours mineralisation_lag;  // osteoid age at which mineral appears
    Hours primary_time;        // from there to the primary level
    Number primary_level;
    PerHour secondary_rate;          // of the approach to full mineralisation
    Hours fragment_check;            // how often cut-off pieces are looked for and removed
    Micrometres packing;             // edge of a packing cell, at least
    std::int64_t fusion_nuclei = 2;  // the fewest that make an osteoclast
    std::int64_t most_nuclei = 2;
    std::int64_t first_nuclei = 2;  // of osteoclasts at time 0
    double um2_per_nucleus = 0.0;   // bone surface under each nucleus
    Micrometres contact_depth;  // of the layer at the surface in which presented molecules count, and cells touch bone
    Micrometres formation_reach;        // how far about it an osteoblast lays osteoid, and finds a place to stand
    PerCubicMillimetre buried_density;  // osteocytes that become buried, per volume of new bone
    Number gradient_half;               // concentration difference across a cell that gives half its climbing speed
};

/// What the sample bears at the habitual level of a systemic signal, which scales it; from `[load]`.
struct LoadParams {
    std::string source;
    Megapascals modulus;                // of bone's material
    std::array<Megapascals, 3> stress;  // along x, y, z: force over the whole section of the sample
    Hours every;                        // how often it is found anew which bone bears it
    std::size_t signal = 0;             // systemic: 1 where the load is the habitual one
};

/// A drug that bone takes up at its surface, in proportion to area and concentration, and osteoclasts free.
struct BoneDrug {
    std::string name;
    std::size_t signal;         // systemic: its concentration in the marrow
    MicrometresPerHour uptake;  // amount per area and time, over the concentration
};

/// Everything a run needs beside its tissue, checked and immutable; every name has become an index.
struct ModelParams {
    std::uint64_t seed = 0;
    Hours step;
    double tolerance = 1e-5;           // of the concentrations
    int coarsening = 1;                // tissue voxels along an edge of a field voxel
    Hours label_interval{5.0 * 24.0};  // between virtual labels, as 5 days are usual in mice; 0: none are given
    std::vector<FieldSpec> fields;
    std::vector<TimeCourse> systemic;
    std::vector<BoneDrug> bone_drugs;
    std::vector<Binding> bindings;
    std::vector<BindingStar> stars;  // the same, by what they compete for
    std::vector<CellParams> cells;   // in the order of cell_types()
    std::vector<CellEvent> cell_events;
    BoneParams bone;
    std::optional<LoadParams> load;
    std::vector<bool> presented;        // per field: whether some cell presents it
    std::vector<Neighbour> neighbours;  // that cells may sense by contact, in the order of their signals
    std::optional<CellTable> placed;    // the cells at time 0, instead of those that densities give

    /// Where the signals of `neighbours` begin among those that a cell senses: behind the fields, what is presented of
    /// them, and own_signals().
    std::size_t first_neighbour_signal() const;
};

/// What every cell senses of its place and itself, in the order in which agents/sense.cpp fills it.
std::span<const SignalName> own_signals();

}  // namespace trabecula
