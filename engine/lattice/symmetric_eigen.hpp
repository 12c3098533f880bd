#pragma once
#include "lattice/grid.hpp"

#include <array>

namespace trabecula {

/// Eigenvalues of a symmetric 3 x 3 matrix, lowest first, with unit eigenvectors whose largest component is positive.
struct Eigensystem {
    std::array<double, 3> value{};
    std::array<Vector3, 3> vector{};
};

using Matrix3 = std::array<std::array<double, 3>, 3>;

/// By Jacobi's rotations; to rounding.
Eigensystem symmetric_eigen(Matrix3 matrix);

}  // namespace trabecula
