#pragma once
#include "fields/diffusion_levels.hpp"
#include "fields/multigrid_loops.hpp"
#include "fields/passes.hpp"

#include <cstddef>
#include <vector>

namespace trabecula {

/// Largest magnitudes of what was added, and of the sum.
struct Largest {
    float change = 0.0F;
    float value = 0.0F;
};

/// What each row of the finest level says of a pass, to be read in their order.
template <class Value>
class RowResults {
  public:
    explicit RowResults(const LevelShape& shape)
        : height_(static_cast<std::size_t>(shape.y.cells())), values_(shape.rows())
    {}
    Value& operator()(int j, int k)
    {
        return values_[static_cast<std::size_t>(k) * height_ + static_cast<std::size_t>(j)];
    }
    const std::vector<Value>& values() const { return values_; }
    std::size_t bytes_held() const { return values_.capacity() * sizeof(Value); }

  private:
    std::size_t height_;
    std::vector<Value> values_;
};

Largest largest_of(const RowResults<Largest>& rows);

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

    /// Tells the coarse levels what is left of b - A u; to be called before the first `improve`.
    template <class Level>
    void restrict_residual(const Level& fine, const float* b, const float* u)
    {
        using namespace multigrid;
        run_pass(fine.shape, sweep_of_pairs(0, [&](int j, int k) {
                     multigrid::restrict_residual(fine, b, u, -1, coarse_.front(), j, k);
                 }));
    }

    /// The same from u = 0, in half the time: relaxes one colour, and tells what is then left of the other. From a
    /// solution it would not do, since what rounding leaves of the relaxed colour is not told.
    template <class Level>
    void begin_from_zero(const Level& fine, const float* b, float* u)
    {
        using namespace multigrid;
        run_pass(fine.shape, sweep(0, [&](int j, int k) { relax(fine, b, u, 1, j, k); }),
                 sweep_of_pairs(
                     2, [&](int j, int k) { multigrid::restrict_residual(fine, b, u, 1, coarse_.front(), j, k); }));
    }

    /// One cycle of the solution itself, in one pass: the coarse correction, two sweeps of Gauss-Seidel, and the
    /// residual for the next. The coarse levels are solved by W cycles, which cost 2 % more than V and decide how well
    /// bone is passed.
    /// @param twice  solve the coarse levels twice, which is cheap, where all is still to be found
    template <class Level>
    Largest improve(const Level& fine, const float* b, float* u, bool twice)
    {
        using namespace multigrid;
        solve_coarse(0, twice);
        const LevelShape& shape = fine.shape;
        const auto relaxing = [&](int behind, int colour) {
            return sweep(behind, [&, colour](int j, int k) {
                float& change = changes_(j, k).change;
                change = std::max(change, lanes::largest_of(relax(fine, b, u, colour, j, k)));
            });
        };
        run_pass(shape, sweep_of_pairs(0, [&](int j, int k) { prolongate(shape, u, j, k); }), relaxing(1, 0),
                 relaxing(2, 1), relaxing(3, 0), relaxing(4, 1),
                 sweep(5, [&](int j, int k) { changes_(j, k).value = largest_in_row(shape, u, j, k); }),
                 sweep_of_pairs(
                     6, [&](int j, int k) { multigrid::restrict_residual(fine, b, u, 1, coarse_.front(), j, k); }));
        return largest_of(changes_);
    }

    /// correction = about A^-1 residual, by one symmetric cycle from zero, as a preconditioner. `finally(j, k)` is
    /// called for each row of the finished correction and its finished neighbours.
    template <class Level, class Finally>
    void precondition(const Level& fine, const float* residual, float* correction, Finally&& finally)
    {
        using namespace multigrid;
        run_pass(fine.shape, sweep(0, [&](int j, int k) { relax_from_zero(fine, residual, correction, j, k); }),
                 sweep(1, [&](int j, int k) { relax(fine, residual, correction, 1, j, k); }),
                 sweep_of_pairs(4, [&](int j, int k) {
                     multigrid::restrict_residual(fine, residual, correction, 1, coarse_.front(), j, k);
                 }));
        solve_coarse(0, false);
        run_pass(
            fine.shape,
            sweep_of_pairs(0, [&](int j, int k) { prolongate_add(coarse_.front(), fine.shape, correction, 0, j, k); }),
            sweep(1, [&](int j, int k) { relax(fine, residual, correction, 1, j, k); }),
            sweep(2, [&](int j, int k) { relax(fine, residual, correction, 0, j, k); }), sweep(3, finally));
    }

    std::size_t bytes_held() const;
    static std::size_t estimate_bytes(const LevelShape& fine);

  private:
    void prolongate(const LevelShape& fine, float* u, int j, int k);
    static float largest_in_row(const LevelShape& shape, const float* u, int j, int k);
    void coarsen_the_rest();
    void solve_coarse(std::size_t l, bool twice);
    void go_down(std::size_t l);
    void go_up(std::size_t l, bool and_down_again);

    std::vector<CoarseLevel> coarse_;
    RowResults<Largest> changes_;
};

}  // namespace trabecula
