#pragma once
#include "fields/walls.hpp"

#include "lattice/grid.hpp"

#include "core/units.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace trabecula {

/// One backward-Euler step of one field.
struct DiffusionStep {
    std::span<float> concentration_pM;          // (nz, ny, nx), not negative; in: before the step, out: after it
    std::span<const float> secretion_pM_per_h;  // same shape, not negative
    std::span<const float> uptake_per_h;        // same shape, not negative; empty: none
    Diffusivity in_marrow;
    Diffusivity in_bone;
    PerHour decay;
    Hours dt;                 // infinity: the steady state
    double tolerance = 1e-5;  // largest error of the solution, relative to the largest concentration; 1e-6 at best
    int most_iterations = 100;
    Walls walls;
};

struct DiffusionOutcome {
    int iterations = 0;
    double error_estimate = 0.0;  // relative to the largest concentration; above the tolerance only when they ran out
    double mass_imbalance = 0.0;  // |in - out| / in; in: secreted, there before, through held walls; out: decayed,
                                  // taken up, there after, through held walls
};

/// Diffuses cytokine fields through bone and marrow:
///
///     (c' - c)/dt = div(D grad c') - (decay + uptake) c' + s,   no flux into `outside`
///
/// with walls of the box (walls.hpp) that let nothing pass, are periodic, or hold a concentration,
/// on cubic finite volumes (7 points, harmonic mean of D at faces), by a multigrid cycle that is one pass through
/// memory for each iteration. Where bone makes it slow, pores are closed off, or walls are periodic, the cycle becomes
/// the preconditioner of flexible conjugate gradients [Notay2000], three passes each. Unconditionally stable; tends to
/// the steady state as dt grows.
///
/// *When to stop.* The residual of a solution stored as float says little: the diagonal is 1e4 times what removes the
/// field. The change that an iteration makes says more: at a rate of convergence q it leaves an error of q/(1-q) times
/// the change. The estimate is the largest of the change itself, q/(1-q) times it at the worst recent rate and three
/// times that at the mean rate, plus what closing the mass balance changes.
/// In tests the true error stays below the tolerance, though not always below the estimate: where bone does not
/// conduct, it was seen at 1.8 times the estimate; in bone that is random voxel by voxel and conducts 0.001 to 0.01 of
/// marrow, it may be 10 times that, and above the tolerance.
///
/// *Mass.* At the end, what rounding left below zero (less than the tolerance) becomes 0, and each region that
/// exchanges nothing with others is scaled by a factor near 1 that closes its balance; concentrations stay >= 0.
///
/// The solver keeps no state that a result depends on; the same bits on any number of threads.
class DiffusionSolver {
  public:
    explicit DiffusionSolver(const Grid& grid);
    ~DiffusionSolver();
    DiffusionSolver(DiffusionSolver&&) noexcept;
    DiffusionSolver& operator=(DiffusionSolver&&) noexcept;

    /// Takes over the materials, shape (nz, ny, nx). To be called again when they have changed.
    /// @throws std::invalid_argument when the length is not that of the grid
    void set_materials(std::span<const Material> materials);

    /// @throws InputError             a steady state of a field that nothing removes from a region does not exist
    /// @throws std::invalid_argument  wrong lengths; a negative or not finite concentration or secretion; an axis with
    ///                                one periodic wall
    DiffusionOutcome advance(const DiffusionStep& step);

    std::size_t bytes_held() const;

    /// Bytes that a solver on this grid holds, for the estimate of `check`; closed regions excepted, which add at most
    /// 4 per voxel in them.
    static std::size_t estimate_bytes(const Grid& grid);

  private:
    class Kernel;  // what it works with; apart, since most of the program needs no more than the above
    std::unique_ptr<Kernel> kernel_;
};

}  // namespace trabecula
