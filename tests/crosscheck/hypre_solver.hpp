#pragma once
#include "diffusion_problem.hpp"

#include <vector>

namespace trabecula::test {

/// What hypre's conjugate gradients with one PFMG cycle as preconditioner make of a problem, in double, from zero.
struct HypreSolution {
    std::vector<double> concentration_pM;
    int iterations = 0;
    double seconds_to_assemble = 0.0;
    double seconds_to_set_up = 0.0;
    double seconds_to_solve = 0.0;
};

/// @param relative_residual  where it stops, in the 2-norm
HypreSolution solve_with_hypre(const Setup& problem, double relative_residual);

}  // namespace trabecula::test
