#include "fields/load_paths.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace trabecula {

namespace {

constexpr std::size_t block = 32768;
constexpr double of_marrow = 1e-3;   // what it passes on, over what bone does: no piece of bone is cut off from all
constexpr double at_a_face = 2.0;    // flow between a voxel's centre and its own face, over that between two voxels
constexpr double leak_per_h = 1e-8;  // of a whole flow: a tissue that touches no end has a solution too
constexpr double tolerance = 1e-4;   // of the whole fall of u; the flow of a voxel is right to about 1 %

int& along(Voxel& v, std::size_t axis)
{
    return axis == 0 ? v.x : axis == 1 ? v.y : v.z;
}

std::array<int, 3> lengths(const Grid& grid)
{
    return {grid.nx, grid.ny, grid.nz};
}

/// A sample between its platens: u is held at some voxels, each by a flow of `at_a_face`.
class Pressed {
  public:
    Pressed(const Grid& grid, std::span<const Material> materials, std::size_t axis)
        : grid_(grid), materials_(materials), axis_(axis), u_(grid.size()), given_(grid.size()), held_(grid.size())
    {
        for (std::size_t i = 0; i < u_.size(); ++i) u_[i] = static_cast<float>(level(grid.voxel(i)));
        hold_ends();
    }

    bool is_held_at_both_ends() const { return low_ends_ > 0 && high_ends_ > 0; }

    void solve(DiffusionSolver& solver)
    {
        const double one_per_h = grid_.spacing.value * grid_.spacing.value;  // between neighbours
        solver.advance({.concentration_pM = u_,
                        .secretion_pM_per_h = given_,
                        .uptake_per_h = held_,
                        .in_marrow = Diffusivity{of_marrow * one_per_h},
                        .in_bone = Diffusivity{one_per_h},
                        .decay = PerHour{leak_per_h},
                        .dt = Hours{std::numeric_limits<double>::infinity()},
                        .tolerance = tolerance,
                        .walls = {}});
    }

    /// The flow in a voxel, the mean of that through its two faces across each axis.
    std::array<double, 3> flow(Voxel v) const
    {
        const std::size_t i = grid_.index(v);
        std::array<double, 3> mean{};
        for (std::size_t a = 0; a < mean.size(); ++a)
            for (const int side : {-1, 1}) {
                Voxel w = v;
                along(w, a) += side;
                mean[a] += 0.5 * (is_tissue(w) ? between(i, grid_.index(w)) * side : 0.0);
            }
        if (held_[i] > 0.0F) mean[axis_] += 0.5 * std::abs(double{given_[i]} - double{held_[i]} * double{u_[i]});
        return mean;
    }

    double mean_flow() const
    {
        struct Sum {
            double flow = 0.0, voxels = 0.0;
        };
        const Sum sum = reduce_blocks(
            u_.size(), block, Sum{},
            [&](std::size_t begin, std::size_t end) {
                Sum part;
                for (std::size_t i = begin; i < end; ++i) {
                    if (materials_[i] == Material::outside) continue;
                    part.flow += flow(grid_.voxel(i))[axis_];
                    part.voxels += 1.0;
                }
                return part;
            },
            [](Sum a, Sum b) {
                return Sum{a.flow + b.flow, a.voxels + b.voxels};
            });
        return sum.voxels > 0.0 ? sum.flow / sum.voxels : 0.0;
    }

  private:
    bool is_tissue(Voxel v) const { return grid_.contains(v) && materials_[grid_.index(v)] != Material::outside; }

    /// Of u at a voxel's place along the axis, in an even fall from 1 to 0.
    double level(Voxel v) const { return 1.0 - (along(v, axis_) + 0.5) / lengths(grid_)[axis_]; }

    /// From one voxel to its neighbour.
    double between(std::size_t from, std::size_t to) const
    {
        const auto conducts = [&](std::size_t i) { return materials_[i] == Material::bone ? 1.0 : of_marrow; };
        const double a = conducts(from);
        const double b = conducts(to);
        return 2.0 * a * b / (a + b) * (double{u_[from]} - double{u_[to]});
    }

    void hold_ends()
    {
        const std::array<int, 3> n = lengths(grid_);
        const std::size_t across = (axis_ + 1) % 3;
        const std::size_t beside = (axis_ + 2) % 3;
        const double half_a_voxel = 0.5 / n[axis_];
        Voxel v;
        for (along(v, across) = 0; along(v, across) < n[across]; ++along(v, across))
            for (along(v, beside) = 0; along(v, beside) < n[beside]; ++along(v, beside)) {
                const auto first_tissue = [&](int begin, int step) {
                    Voxel w = v;
                    for (along(w, axis_) = begin; grid_.contains(w); along(w, axis_) += step)
                        if (is_tissue(w)) break;
                    return w;
                };
                low_ends_ += hold(first_tissue(0, 1), half_a_voxel);
                high_ends_ += hold(first_tissue(n[axis_] - 1, -1), -half_a_voxel);
            }
    }

    /// @return voxels held
    std::size_t hold(Voxel v, double beyond)
    {
        if (!grid_.contains(v) || materials_[grid_.index(v)] != Material::bone) return 0;
        held_[grid_.index(v)] += static_cast<float>(at_a_face);
        given_[grid_.index(v)] += static_cast<float>(at_a_face * std::max(0.0, level(v) + beyond));
        return 1;
    }

    const Grid& grid_;
    std::span<const Material> materials_;
    std::size_t axis_;
    std::vector<float> u_;
    std::vector<float> given_;  // per voxel: what platens let in,
    std::vector<float> held_;   // and take out per u
    std::size_t low_ends_ = 0;
    std::size_t high_ends_ = 0;
};

}  // namespace

std::vector<float> stress_concentration(DiffusionSolver& solver, const Grid& grid, std::span<const Material> materials,
                                        std::size_t axis)
{
    std::vector<float> concentration(grid.size());
    Pressed sample(grid, materials, axis);
    if (!sample.is_held_at_both_ends()) return concentration;
    sample.solve(solver);
    const double mean = sample.mean_flow();
    if (!(mean > 0.0)) return concentration;
    for_blocks(grid.size(), block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (materials[i] != Material::bone) continue;
            const std::array<double, 3> flow = sample.flow(grid.voxel(i));
            concentration[i] = static_cast<float>(std::hypot(flow[0], flow[1], flow[2]) / mean);
        }
    });
    return concentration;
}

}  // namespace trabecula
