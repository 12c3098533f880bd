#pragma once
#include "fields/diffusion_levels.hpp"
#include "fields/multigrid_loops.hpp"

#include <cstddef>
#include <vector>

namespace trabecula {

/// The coarser levels, down to one cell, shared by all fields of a grid: each field sets them anew before it is solved.
class Multigrid {
  public:
    explicit Multigrid(const LevelShape& fine);

    /// Takes over the operator of a finest level (VoxelLevel or UptakeLevel).
    template <class Level>
    void set_operator(const Level& fine)
    {
        multigrid::coarsen(fine, coarse_.front());
        coarsen_the_rest();
    }

    /// correction = about A^-1 residual, by one cycle from zero: a V on the finest level, W below, where it costs 2 %
    /// and decides how well bone is passed. Arrays have the shape of the finest level.
    template <class Level>
    void cycle(const Level& fine, const float* residual, float* correction)
    {
        multigrid::relax_from_zero(fine, residual, correction);
        multigrid::relax(fine, residual, correction, 1);
        multigrid::restrict_residual(fine, residual, correction, coarse_.front());
        solve_coarse(0);
        multigrid::prolongate_add(coarse_.front(), fine.shape, correction);
        multigrid::relax(fine, residual, correction, 1);
        multigrid::relax(fine, residual, correction, 0);
    }

    std::size_t bytes_held() const;
    static std::size_t estimate_bytes(const LevelShape& fine);

  private:
    void coarsen_the_rest();
    void solve_coarse(std::size_t l);
    void improve(std::size_t l);

    std::vector<CoarseLevel> coarse_;
};

}  // namespace trabecula
