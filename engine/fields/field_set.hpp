#pragma once
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
    Picomolar initial;
    Walls walls;
    std::string source;
};

/// The concentrations of all fields, one row per voxel and one column per field, in pM.
struct FieldSet {
    FieldSet(const std::vector<FieldSpec>& specs, std::size_t voxels);

    Table table{"fields"};
    std::vector<Column<float>> concentration_pM;
};

}  // namespace trabecula
