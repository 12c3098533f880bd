#pragma once
#include "fields/field_grid.hpp"
#include "fields/walls.hpp"

#include "core/table.hpp"
#include "core/units.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// How one cytokine spreads and is cleared; from `[fields.NAME]` of a scenario.
struct FieldSpec {
    std::string name;
    Diffusivity in_marrow;
    Diffusivity in_bone;
    PerHour decay;
    Picomolar initial;  // free and bound
    Walls walls;
    std::string source;
    bool binds = false;  // whether some `[binding]` names it: then part of it is free, part bound
};

/// What the total of something is called where part of it is bound; its own name means what is free.
std::string total_name(const std::string& name);

/// The concentrations of all fields, one row per voxel of their lattice, in pM. A field that binds has two columns: its
/// total is the state, which diffuses; what is free follows from it. Of any other field both names mean the one column.
struct FieldSet {
    FieldSet(const std::vector<FieldSpec>& specs, FieldGrid its_lattice);

    FieldGrid lattice;
    Table table{"fields"};
    std::vector<Column<float>> concentration_pM;  // free and bound
    std::vector<Column<float>> free_pM;           // what cells sense
};

}  // namespace trabecula
