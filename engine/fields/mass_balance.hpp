#pragma once
#include "fields/closed_regions.hpp"
#include "fields/diffusion_levels.hpp"
#include "fields/multigrid.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace trabecula {

/// A finest level voxel by voxel: what enters and leaves each in place. Arrays have the slots of its shape.
struct VoxelBalance {
    const LevelShape& shape;
    const NeighbourhoodCode* codes;
    FaceRates rates;
    const float* right_side;    // secretion + concentration before / dt, pM/h
    const float* uptake_per_h;  // null: none
    double removal_per_h;       // 1/dt + decay

    bool is_outside(std::size_t i) const { return material_of(codes[i]) == Material::outside; }
    /// Whether something flows through a face of the voxel.
    bool conducts(std::size_t i) const;
    double removal(std::size_t i) const
    {
        return removal_per_h + (uptake_per_h == nullptr ? 0.0 : double{uptake_per_h[i]});
    }
};

/// What enters and leaves a set of voxels, pM/h, and the largest concentration there.
struct Turnover {
    double in = 0.0;
    double out = 0.0;
    float largest = 0.0F;

    Turnover operator+(const Turnover& other) const
    {
        return {in + other.in, out + other.out, std::max(largest, other.largest)};
    }
    /// By what the concentration must be multiplied to leave as it enters.
    double factor() const { return out > 0.0 ? std::max(in, 0.0) / out : 1.0; }
    double change() const { return std::abs(factor() - 1.0) * double{largest}; }
};

/// Makes the concentrations of a row >= 0, and sets voxels without exchange to their own balance.
/// @returns what the others turn over
template <class Level>
Turnover settle_row(const Level& level, const float* right_side, float* u, int j, int k)
{
    using lanes::Eight;
    const auto row = level.row(j, k);
    const std::ptrdiff_t at = level.shape.row(j, k);
    lanes::Sum in, out;
    Eight largest{};
    const auto settle = [&](auto cells) {
        const Eight b = lanes::own(right_side + at, cells);
        const Eight sink = row.sink(cells);
        const Eight faces = multigrid::faces_of(row, cells).sum();
        const Eight here = faces > 0.0F ? lanes::larger(lanes::own(u + at, cells), Eight{})
                                        : b / lanes::larger(sink, lanes::all(least_diagonal));
        in.add(faces > 0.0F ? b : Eight{});
        out.add(faces > 0.0F ? sink * here : Eight{});
        largest = lanes::larger(faces > 0.0F ? here : Eight{}, largest);
        lanes::store(here, u + at + cells.slot);
    };
    for (std::ptrdiff_t i = 0; i < level.shape.pitch(); i += lanes::block) {
        settle(lanes::evens_of(i));
        settle(lanes::odds_of(i));
    }
    return {in.total(), out.total(), lanes::largest_of(largest)};
}

/// Multiplies the voxels of a row that exchange with others. @returns what leaves the row
template <class Level>
double scale_row(const Level& level, float factor, float* u, int j, int k)
{
    using lanes::Eight;
    const auto row = level.row(j, k);
    const std::ptrdiff_t at = level.shape.row(j, k);
    lanes::Sum out;
    const auto scale = [&](auto cells) {
        const Eight before = lanes::own(u + at, cells);
        const Eight here = multigrid::faces_of(row, cells).sum() > 0.0F ? before * factor : before;
        out.add(row.sink(cells) * here);
        lanes::store(here, u + at + cells.slot);
    };
    for (std::ptrdiff_t i = 0; i < level.shape.pitch(); i += lanes::block) {
        scale(lanes::evens_of(i));
        scale(lanes::odds_of(i));
    }
    return out.total();
}

/// What closing the balance did.
struct Closing {
    double change = 0.0;     // largest by scaling, relative to the largest concentration
    double imbalance = 0.0;  // |in - out| / in that is left, over all voxels
};

/// The part of `close_mass_balance` that looks at pores: how much each must be scaled, and what is left for the rest.
class PoreScaling {
  public:
    PoreScaling(const VoxelBalance& balance, const ClosedRegions& closed, const float* u);

    /// Everything but the pores, of everything.
    Turnover rest_of(const Turnover& all) const;
    double largest_change() const;
    /// Writes the scaled concentrations of the pores, whatever has become of them. @returns what leaves them now, less
    /// what left what it replaces
    double apply(const VoxelBalance& balance, const ClosedRegions& closed, float* u) const;

  private:
    struct Pore {
        Turnover before;
        std::vector<float> concentration_pM;
    };
    std::vector<Pore> pores_;
};

/// Makes concentrations >= 0, sets voxels without exchange to their own balance, and scales every region that exchanges
/// nothing with the others so that what enters it also leaves it.
/// @param supply  sum of the right side
template <class Level>
Closing close_mass_balance(const Level& level, const VoxelBalance& balance, const ClosedRegions& closed,
                           RowResults<Turnover>& rows, double supply, float* u)
{
    multigrid::for_rows(level.shape,
                        [&](int j, int k) { rows(j, k) = settle_row(level, balance.right_side, u, j, k); });
    Turnover all;
    for (const Turnover& row : rows.values()) all = all + row;
    const PoreScaling pores(balance, closed, u);
    const Turnover rest = pores.rest_of(all);
    const auto factor = static_cast<float>(rest.factor());
    multigrid::for_rows(level.shape, [&](int j, int k) { rows(j, k).out = scale_row(level, factor, u, j, k); });
    double out = pores.apply(balance, closed, u);
    for (const Turnover& row : rows.values()) out += row.out;
    const double change = std::max(pores.largest_change(), rest.change());
    return {all.largest > 0.0F ? change / double{all.largest} : 0.0,
            supply > 0.0 ? std::abs(supply - out) / supply : 0.0};
}

/// Whether something removes the field from every region (one voxel or many).
bool has_steady_state(const VoxelBalance& balance, const ClosedRegions& closed);

}  // namespace trabecula
