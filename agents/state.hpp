#pragma once
#include "population/population.hpp"

#include "fields/field_set.hpp"

#include "lattice/tissue.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// Everything that makes the future of a run, as tables of declared columns. Whoever hashes, saves, restores, shows or
/// weighs a state iterates over `tables()`; nobody lists columns again.
struct State {
    State(Tissue its_tissue, FieldSet its_fields, std::vector<Population> its_populations, Table its_totals)
        : tissue(std::move(its_tissue)),
          fields(std::move(its_fields)),
          presented("presented"),
          populations(std::move(its_populations)),
          totals(std::move(its_totals))
    {
        presented.resize(tissue.grid.size());
    }

    StepIndex step{0};  // steps completed
    double time_h = 0.0;
    Tissue tissue;
    FieldSet fields;
    Table presented;                      // a row per voxel of the tissue: what membranes show at the surface of bone
    std::vector<Population> populations;  // in the order of cell_types()
    Table totals;                         // one row: what was counted since time 0

    std::vector<Table*> tables();
    std::vector<const Table*> tables() const;

    /// Hash of the step and of every `state` column, names and shapes included: equal hashes mean equal futures.
    std::string hash() const;

    /// Bytes in all columns, spare capacity included.
    std::size_t bytes_held() const;
};

}  // namespace trabecula
