#pragma once
#include "problem.hpp"

#include "fields/diffusion_solver.hpp"

#include <vector>

namespace trabecula::bench {

/// Fields of one lattice, kept as a run keeps them (agents/exchange.cpp): the solver and one dense array each of
/// secretion and uptake serve all fields; the cells are lists.
class ManyFields {
  public:
    ManyFields(const Grid& grid, std::vector<Material> materials, int fields);

    int count() const { return static_cast<int>(fields_.size()); }
    const Grid& grid() const { return grid_; }
    DiffusionSolver& solver() { return solver_; }

    /// The step to the steady state of a field from zero, with its cells' secretion and uptake laid out. Valid until
    /// the next call.
    DiffusionStep prepare(int field);

  private:
    struct Field {
        std::vector<float> concentration_pM;
        CellExchanges cells;
    };

    Grid grid_;
    std::vector<Material> materials_;
    std::vector<Field> fields_;
    std::vector<float> secretion_pM_per_h_;
    std::vector<float> uptake_per_h_;
    DiffusionSolver solver_;
};

}  // namespace trabecula::bench
