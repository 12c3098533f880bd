#pragma once
#include "fields/diffusion_solver.hpp"

#include "core/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

/// Diffusion problems for tests, and the solution of small ones by elimination.
namespace trabecula::test {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

inline Grid box(int nx, int ny, int nz, double spacing_um = 10.0)
{
    return {nx, ny, nz, Micrometres{spacing_um}};
}

struct Setup {
    Grid grid;
    std::vector<Material> materials;
    std::vector<float> concentration;
    std::vector<float> secretion;
    std::vector<float> uptake;
    double in_marrow = 3.6e5;  // 100 um2/s
    double in_bone = 3.6e4;
    double decay = 0.36;
    double dt = 1.0;
    double tolerance = 1e-5;
    Walls walls{};

    explicit Setup(const Grid& its_grid)
        : grid(its_grid),
          materials(grid.size(), Material::marrow),
          concentration(grid.size(), 0.0F),
          secretion(grid.size(), 0.0F)
    {}
    DiffusionOutcome advance(DiffusionSolver& solver)
    {
        return solver.advance({concentration, secretion, uptake, Diffusivity{in_marrow}, Diffusivity{in_bone},
                               PerHour{decay}, Hours{dt}, tolerance, 100, walls});
    }
    DiffusionOutcome advance()
    {
        DiffusionSolver solver(grid);
        solver.set_materials(materials);
        return advance(solver);
    }
    double removal(std::size_t i) const { return 1.0 / dt + decay + (uptake.empty() ? 0.0 : double{uptake[i]}); }
    double diffusivity(std::size_t i) const
    {
        return materials[i] == Material::marrow ? in_marrow : materials[i] == Material::bone ? in_bone : 0.0;
    }
    double supply(std::size_t i) const
    {
        return materials[i] == Material::outside ? 0.0 : double{secretion[i]} + double{concentration[i]} / dt;
    }
};

inline double random_number(std::uint64_t who, std::uint8_t purpose)
{
    return RandomStream(5, who, StepIndex{0}, purpose).uniform();
}

inline void add_random_bone(Setup& problem, double share)
{
    for (std::size_t i = 0; i < problem.materials.size(); ++i)
        if (random_number(i, 1) < share) problem.materials[i] = Material::bone;
}

inline void add_random_sources(Setup& problem, double share)
{
    for (std::size_t i = 0; i < problem.secretion.size(); ++i)
        if (random_number(i, 2) < share) problem.secretion[i] = static_cast<float>(100.0 * random_number(i, 3));
}

inline void add_random_uptake(Setup& problem, double share, double largest_per_h)
{
    problem.uptake.assign(problem.grid.size(), 0.0F);
    for (std::size_t i = 0; i < problem.uptake.size(); ++i)
        if (random_number(i, 4) < share) problem.uptake[i] = static_cast<float>(largest_per_h * random_number(i, 5));
}

/// Open faces of a problem, each once, with the rate of exchange through it in 1/h.
struct Face {
    std::size_t a;
    std::size_t b;
    double rate;
};

inline std::vector<Face> open_faces(const Setup& problem)
{
    const Grid& grid = problem.grid;
    const auto diffusivity = [&](std::size_t i) { return problem.diffusivity(i); };
    std::vector<Face> faces;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const Voxel v = grid.voxel(i);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            Voxel w{v.x + (axis == 0), v.y + (axis == 1), v.z + (axis == 2)};
            if (!grid.contains(w) && problem.walls.is_periodic(axis)) w = {w.x % grid.nx, w.y % grid.ny, w.z % grid.nz};
            if (!grid.contains(w) || w == v) continue;
            const double a = diffusivity(i);
            const double b = diffusivity(grid.index(w));
            if (a > 0.0 && b > 0.0)
                faces.push_back({i, grid.index(w), 2.0 * a * b / (a + b) / (grid.spacing.value * grid.spacing.value)});
        }
    }
    return faces;
}

/// Gaussian elimination on the full matrix; for a few hundred voxels.
inline std::vector<double> exact_by_elimination(const Setup& problem)
{
    const std::size_t n = problem.grid.size();
    std::vector<std::vector<double>> a(n, std::vector<double>(n + 1, 0.0));
    for (std::size_t i = 0; i < n; ++i) {
        a[i][i] = problem.removal(i);
        a[i][n] = problem.supply(i);
    }
    for (std::size_t i = 0; i < n; ++i) {
        const Voxel v = problem.grid.voxel(i);
        const double through_half = 2.0 * problem.diffusivity(i) / std::pow(problem.grid.spacing.value, 2);
        const auto held = [&](const Wall& wall, bool is_here) {
            if (!is_here || wall.kind != Wall::Kind::held) return;
            a[i][i] += through_half;
            a[i][n] += through_half * wall.level.value;
        };
        held(problem.walls.low(0), v.x == 0);
        held(problem.walls.high(0), v.x == problem.grid.nx - 1);
        held(problem.walls.low(1), v.y == 0);
        held(problem.walls.high(1), v.y == problem.grid.ny - 1);
        held(problem.walls.low(2), v.z == 0);
        held(problem.walls.high(2), v.z == problem.grid.nz - 1);
    }
    for (const Face& f : open_faces(problem)) {
        a[f.a][f.a] += f.rate;
        a[f.b][f.b] += f.rate;
        a[f.a][f.b] -= f.rate;
        a[f.b][f.a] -= f.rate;
    }
    for (std::size_t k = 0; k < n; ++k) {  // diagonally dominant: no pivoting
        for (std::size_t i = k + 1; i < n; ++i) {
            const double factor = a[i][k] / a[k][k];
            if (factor == 0.0) continue;
            for (std::size_t j = k; j <= n; ++j) a[i][j] -= factor * a[k][j];
        }
    }
    std::vector<double> u(n);
    for (std::size_t k = n; k-- > 0;) {
        double sum = a[k][n];
        for (std::size_t j = k + 1; j < n; ++j) sum -= a[k][j] * u[j];
        u[k] = sum / a[k][k];
    }
    return u;
}

/// Largest difference over the largest expected value.
template <class Expected>
double largest_error(const std::vector<float>& found, const std::vector<Expected>& expected)
{
    double error = 0.0;
    double most = 0.0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        error = std::max(error, std::abs(double{found[i]} - double{expected[i]}));
        most = std::max(most, std::abs(double{expected[i]}));
    }
    return error / most;
}

}  // namespace trabecula::test
