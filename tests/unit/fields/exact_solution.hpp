#pragma once
#include "diffusion_problem.hpp"

#include "core/parallel.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>

/// The solution of a diffusion problem in double, by code that shares nothing with the solver: conjugate gradients,
/// preconditioned by the diagonal and, for what decays slowly, by the sums over cubes of voxels.
namespace trabecula::test {

/// The discrete operator: what leaves a voxel, in 1/h.
class ExactOperator {
  public:
    explicit ExactOperator(const Setup& problem) : problem_(problem)
    {
        const std::array<double, 3> diffusivity{problem.in_marrow, problem.in_bone, 0.0};  // in order of Material
        const double area = problem.grid.spacing.value * problem.grid.spacing.value;
        for (std::size_t a = 0; a < 3; ++a)
            for (std::size_t b = 0; b < 3; ++b)
                if (diffusivity[a] > 0.0 && diffusivity[b] > 0.0)
                    exchange_[a][b] = 2.0 * diffusivity[a] * diffusivity[b] / (diffusivity[a] + diffusivity[b]) / area;
    }

    /// Calls `visit(neighbour, rate)` for each face of a voxel.
    template <class Visit>
    void visit_faces(std::size_t i, Visit&& visit) const
    {
        const Grid& grid = problem_.grid;
        const Voxel v = grid.voxel(i);
        const auto row = static_cast<std::size_t>(grid.nx);
        const std::size_t plane = row * static_cast<std::size_t>(grid.ny);
        const auto& rates = exchange_[static_cast<std::size_t>(problem_.materials[i])];
        const auto face = [&](bool there, std::size_t other) {
            if (there) visit(other, rates[static_cast<std::size_t>(problem_.materials[other])]);
        };
        face(v.x > 0, i - 1);
        face(v.x + 1 < grid.nx, i + 1);
        face(v.y > 0, i - row);
        face(v.y + 1 < grid.ny, i + row);
        face(v.z > 0, i - plane);
        face(v.z + 1 < grid.nz, i + plane);
    }

    double apply(const std::vector<double>& u, std::size_t i) const
    {
        double result = problem_.removal(i) * u[i];
        visit_faces(i, [&](std::size_t other, double rate) { result += rate * (u[i] - u[other]); });
        return result;
    }

    double faces(std::size_t i) const
    {
        double sum = 0.0;
        visit_faces(i, [&](std::size_t, double rate) { sum += rate; });
        return sum;
    }

  private:
    const Setup& problem_;
    std::array<std::array<double, 3>, 3> exchange_{};
};

/// Corrections that are constant on cubes of voxels, by Cholesky decomposition; what conducts nothing is left out.
class CubeCorrection {
  public:
    CubeCorrection(const Setup& problem, const ExactOperator& full)
        : edge_(std::max(4, static_cast<int>(std::cbrt(static_cast<double>(problem.grid.size()) / most_cubes)) + 1)),
          cubes_{(problem.grid.nx + edge_ - 1) / edge_, (problem.grid.ny + edge_ - 1) / edge_,
                 (problem.grid.nz + edge_ - 1) / edge_, Micrometres{}},
          cube_(problem.grid.size()),
          factor_(cubes_.size() * cubes_.size(), 0.0),
          correction_(cubes_.size() + 1, 0.0)
    {
        for (std::size_t i = 0; i < cube_.size(); ++i) {
            const Voxel v = problem.grid.voxel(i);
            const std::size_t cube = cubes_.index({v.x / edge_, v.y / edge_, v.z / edge_});
            cube_[i] = static_cast<std::uint32_t>(full.faces(i) > 0.0 ? cube : cubes_.size());
        }
        for (std::size_t i = 0; i < cube_.size(); ++i) {
            const std::size_t a = cube_[i];
            if (a == cubes_.size()) continue;
            at(a, a) += problem.removal(i);
            full.visit_faces(i, [&](std::size_t other, double rate) {
                if (cube_[other] == a || rate == 0.0) return;
                at(a, a) += rate;
                at(a, cube_[other]) -= rate;
            });
        }
        decompose();
    }

    double operator[](std::size_t voxel) const { return correction_[cube_[voxel]]; }

    void solve(const Grid& grid, const std::vector<double>& residual)
    {
        const std::size_t n = cubes_.size();
        for_blocks(n, 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t c = begin; c < end; ++c) correction_[c] = sum_over(c, grid, residual);
        });
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < i; ++j) correction_[i] -= at(i, j) * correction_[j];
            correction_[i] /= at(i, i);
        }
        for (std::size_t i = n; i-- > 0;) {
            correction_[i] /= at(i, i);
            for (std::size_t j = 0; j < i; ++j) correction_[j] -= at(i, j) * correction_[i];
        }
    }

  private:
    static constexpr double most_cubes = 700.0;

    double& at(std::size_t row, std::size_t column) { return factor_[row * cubes_.size() + column]; }

    void decompose()
    {
        const std::size_t n = cubes_.size();
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j <= i; ++j) {
                double sum = at(i, j);
                for (std::size_t k = 0; k < j; ++k) sum -= at(i, k) * at(j, k);
                at(i, j) = i != j ? sum / at(j, j) : sum > 0.0 ? std::sqrt(sum) : 1.0;  // 1: nothing conducts here
            }
        }
    }

    double sum_over(std::size_t cube, const Grid& grid, const std::vector<double>& values) const
    {
        const Voxel c = cubes_.voxel(cube);
        double sum = 0.0;
        for (int z = c.z * edge_; z < std::min(grid.nz, (c.z + 1) * edge_); ++z) {
            for (int y = c.y * edge_; y < std::min(grid.ny, (c.y + 1) * edge_); ++y) {
                for (int x = c.x * edge_; x < std::min(grid.nx, (c.x + 1) * edge_); ++x) {
                    const std::size_t i = grid.index({x, y, z});
                    if (cube_[i] == cube) sum += values[i];
                }
            }
        }
        return sum;
    }

    int edge_;
    Grid cubes_;
    std::vector<std::uint32_t> cube_;  // of each voxel; one beyond the last where the voxel conducts nothing
    std::vector<double> factor_;       // lower triangle
    std::vector<double> correction_;   // of each cube, and 0
};

inline constexpr std::size_t exact_block = 8192;  // voxels

template <class Body>
void for_voxels(std::size_t count, Body&& body)
{
    for_blocks(count, exact_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) body(i);
    });
}

/// Joins `value(voxel)` of all voxels, in a fixed order.
template <class Value, class Combine>
double reduce_voxels(std::size_t count, Value&& value, Combine&& combine)
{
    return reduce_blocks(
        count, exact_block, 0.0,
        [&](std::size_t begin, std::size_t end) {
            double total = 0.0;
            for (std::size_t i = begin; i < end; ++i) total = combine(total, value(i));
            return total;
        },
        combine);
}

/// Solves a problem in which something is removed from every voxel.
///
/// @param accuracy  largest error over the largest concentration. It is met, not estimated: the operator has no
///                  positive entry off the diagonal and its rows sum to the removal, so that no error exceeds the
///                  largest residual over removal [Varah1975].
/// @throws std::runtime_error  when that is not reached in 20000 iterations
inline std::vector<double> exact(const Setup& problem, double accuracy = 1e-9)
{
    const std::size_t n = problem.grid.size();
    const ExactOperator full(problem);
    CubeCorrection coarse(problem, full);
    std::vector<double> u(n, 0.0), r(n), p(n, 0.0), q(n), inverse(n);
    const auto sum = [n](auto&& value) { return reduce_voxels(n, value, std::plus<>()); };
    const auto largest = [n](auto&& value) {
        return reduce_voxels(n, value, [](double a, double b) { return std::max(a, b); });
    };
    const auto set_residual = [&] {
        for_voxels(n, [&](std::size_t i) { r[i] = problem.supply(i) - full.apply(u, i); });
    };
    const auto is_solved = [&] {
        const double error = largest([&](std::size_t i) { return std::abs(r[i]) / problem.removal(i); });
        return error <= accuracy * largest([&](std::size_t i) { return std::abs(u[i]); });
    };
    const auto z = [&](std::size_t i) { return inverse[i] * r[i] + coarse[i]; };

    for_voxels(n, [&](std::size_t i) { inverse[i] = 1.0 / (problem.removal(i) + full.faces(i)); });
    set_residual();
    double rz = 0.0;
    for (int iteration = 0; iteration < 20000; ++iteration) {
        if (is_solved()) {
            set_residual();  // what was updated may have drifted
            if (is_solved()) return u;
            rz = 0.0;
        }
        coarse.solve(problem.grid, r);
        const double next = sum([&](std::size_t i) { return r[i] * z(i); });
        const double keep = rz > 0.0 ? next / rz : 0.0;
        for_voxels(n, [&](std::size_t i) { p[i] = z(i) + keep * p[i]; });
        for_voxels(n, [&](std::size_t i) { q[i] = full.apply(p, i); });
        const double length = next / sum([&](std::size_t i) { return p[i] * q[i]; });
        for_voxels(n, [&](std::size_t i) {
            u[i] += length * p[i];
            r[i] -= length * q[i];
        });
        rz = next;
    }
    throw std::runtime_error("the reference solution did not converge");
}

}  // namespace trabecula::test
