#include "lattice/symmetric_eigen.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trabecula {

namespace {

constexpr int max_sweeps = 50;

/// Turns the axes p and q so that the element between them vanishes.
void rotate(Matrix3& a, Matrix3& vectors, std::size_t p, std::size_t q)
{
    if (a[p][q] == 0.0) return;
    const double half_cotangent = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    const double tangent =
        std::copysign(1.0, half_cotangent) / (std::abs(half_cotangent) + std::hypot(half_cotangent, 1.0));
    const double cosine = 1.0 / std::hypot(tangent, 1.0);
    const double sine = tangent * cosine;
    const auto turn = [&](double& x, double& y) {
        const double before = x;
        x = cosine * before - sine * y;
        y = sine * before + cosine * y;
    };
    for (std::size_t k = 0; k < 3; ++k) turn(a[k][p], a[k][q]);
    for (std::size_t k = 0; k < 3; ++k) turn(a[p][k], a[q][k]);
    for (std::size_t k = 0; k < 3; ++k) turn(vectors[k][p], vectors[k][q]);
}

double beside_diagonal(const Matrix3& a)
{
    return std::abs(a[0][1]) + std::abs(a[0][2]) + std::abs(a[1][2]);
}

double on_diagonal(const Matrix3& a)
{
    return std::abs(a[0][0]) + std::abs(a[1][1]) + std::abs(a[2][2]);
}

Vector3 with_largest_positive(Vector3 v)
{
    double largest = v.x;
    if (std::abs(v.y) > std::abs(largest)) largest = v.y;
    if (std::abs(v.z) > std::abs(largest)) largest = v.z;
    return largest < 0.0 ? Vector3{-v.x, -v.y, -v.z} : v;
}

}  // namespace

Eigensystem symmetric_eigen(Matrix3 matrix)
{
    Matrix3 vectors{{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
    for (int sweep = 0; sweep < max_sweeps && beside_diagonal(matrix) > 1e-15 * on_diagonal(matrix); ++sweep) {
        rotate(matrix, vectors, 0, 1);
        rotate(matrix, vectors, 0, 2);
        rotate(matrix, vectors, 1, 2);
    }
    std::array<std::size_t, 3> order{0, 1, 2};
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return matrix[a][a] < matrix[b][b]; });
    Eigensystem found;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t k = order[i];
        found.value[i] = matrix[k][k];
        found.vector[i] = with_largest_positive({vectors[0][k], vectors[1][k], vectors[2][k]});
    }
    return found;
}

}  // namespace trabecula
