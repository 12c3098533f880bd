#pragma once
#include "fields/neighbourhoods.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>

namespace trabecula {

/// One axis of a level: widths of its cells in fine voxels, and how the next coarser axis interpolates.
class Axis {
  public:
    explicit Axis(std::vector<float> widths);

    int cells() const { return static_cast<int>(widths_.size()); }
    float width(int cell) const { return widths_[static_cast<std::size_t>(cell)]; }

    /// From the centre of a cell to that of the next one; also defined, and never used, for the last.
    float distance(int cell) const { return cell + 1 < cells() ? 0.5F * (width(cell) + width(cell + 1)) : width(cell); }

    /// Joins cells by twos; the last stays alone when their number is odd.
    Axis coarsened() const;

    /// How much shorter than from this cell to the next one the way between their nearest finer cells is.
    float shortening(int cell, const Axis& finer) const
    {
        return cell + 1 < cells() ? finer.distance(2 * cell + 1) / distance(cell) : 0.0F;
    }

    /// How far this cell's centre lies on the way from its coarse cell's centre to the next coarse centre on its side.
    float lean(int cell) const { return leans_[static_cast<std::size_t>(cell)]; }

  private:
    std::vector<float> widths_;
    std::vector<float> leans_;
};

/// A box of cells, x fastest.
struct LevelShape {
    Axis x;
    Axis y;
    Axis z;

    std::size_t size() const
    {
        return static_cast<std::size_t>(x.cells()) * static_cast<std::size_t>(y.cells()) *
               static_cast<std::size_t>(z.cells());
    }
    std::ptrdiff_t row(int j, int k) const { return (std::ptrdiff_t{k} * y.cells() + j) * x.cells(); }
    std::ptrdiff_t plane() const { return std::ptrdiff_t{x.cells()} * y.cells(); }
    LevelShape coarsened() const { return {x.coarsened(), y.coarsened(), z.coarsened()}; }
};

LevelShape shape_of(const Grid& grid);

/// Four values along x, neighbours (step 1) or every second (step 2).
using Four [[gnu::vector_size(16)]] = float;

/// from[0], from[step], ...; with step 2 reads from[7] as well.
template <int step = 1>
Four load_four(const float* from)
{
    Four values;
    std::memcpy(&values, from, sizeof values);
    if constexpr (step == 1) {
        return values;
    } else {
        return __builtin_shufflevector(values, load_four<1>(from + 4), 0, 2, 4, 6);
    }
}

inline void store_four(Four values, float* to)
{
    std::memcpy(to, &values, sizeof values);
}

/// `Exchange` of four cells.
struct FourExchanges {
    Four west, east, south, north, below, above, faces, inverse_diagonal;
};

/// The finest level: the voxels, with one field's exchange table.
struct VoxelLevel {
    const LevelShape& shape;
    const NeighbourhoodCode* codes;
    const Exchange* table;
    float removal_per_h;  // 1/dt + decay

    struct Row {
        const NeighbourhoodCode* codes;
        const Exchange* table;
        float removal;
        const Exchange& exchange(int i) const { return table[codes[i]]; }
        float sink(int) const { return removal; }
        float inverse_diagonal(int, const Exchange& e) const { return e.inverse_diagonal; }

        template <int step>
        FourExchanges exchanges(int i) const;
        template <int step>
        Four sinks(int) const
        {
            return Four{} + removal;
        }
        template <int step>
        Four inverse_diagonals(int, const FourExchanges& e) const
        {
            return e.inverse_diagonal;
        }
    };
    Row row(int j, int k) const { return {codes + shape.row(j, k), table, removal_per_h}; }
};

/// The finest level where cells also take the field up, in 1/h per voxel.
struct UptakeLevel {
    const LevelShape& shape;
    VoxelLevel voxels;
    const float* uptake_per_h;

    struct Row {
        VoxelLevel::Row voxels;
        const float* uptake;
        const Exchange& exchange(int i) const { return voxels.exchange(i); }
        float sink(int i) const { return voxels.removal + uptake[i]; }
        float inverse_diagonal(int i, const Exchange& e) const
        {
            const float diagonal = e.faces + sink(i);
            return diagonal > 0.0F ? 1.0F / diagonal : 0.0F;
        }
        template <int step>
        FourExchanges exchanges(int i) const
        {
            return voxels.exchanges<step>(i);
        }
        template <int step>
        Four sinks(int i) const
        {
            return voxels.removal + load_four<step>(uptake + i);
        }
        template <int step>
        Four inverse_diagonals(int i, const FourExchanges& e) const
        {
            const Four diagonal = e.faces + sinks<step>(i);
            return diagonal > 0.0F ? 1.0F / diagonal : Four{};
        }
    };
    Row row(int j, int k) const { return {voxels.row(j, k), uptake_per_h + shape.row(j, k)}; }
};

/// A coarser level. Sums over the voxels that a cell holds: restriction adds, and the operator is symmetric.
class CoarseLevel {
  public:
    explicit CoarseLevel(LevelShape its_shape);

    LevelShape shape;

    // Exchange with the next cell along x, y, z, in 1/h x voxels; what removes the field in place; 1 / (faces + sink),
    // 0 where nothing flows; the sought correction; the residual it answers to.
    enum class Part : std::size_t { east, north, above, sink, inverse, correction, residual };
    float* operator[](Part part) { return values_.data() + stride_ * static_cast<std::size_t>(part) + margin_; }
    const float* operator[](Part part) const
    {
        return values_.data() + stride_ * static_cast<std::size_t>(part) + margin_;
    }
    float* correction() { return (*this)[Part::correction]; }
    float* residual() { return (*this)[Part::residual]; }

    struct Row {
        const float* east;
        const float* north;
        const float* south;
        const float* above;
        const float* below;
        const float* sink_of;
        const float* inverse;
        Exchange exchange(int i) const
        {
            Exchange e{east[i - 1], east[i], south[i], north[i], below[i], above[i], 0.0F, inverse[i]};
            e.faces = ((e.west + e.east) + (e.south + e.north)) + (e.below + e.above);
            return e;
        }
        float sink(int i) const { return sink_of[i]; }
        float inverse_diagonal(int i, const Exchange&) const { return inverse[i]; }
        template <int step>
        FourExchanges exchanges(int i) const;
        template <int step>
        Four sinks(int i) const
        {
            return load_four<step>(sink_of + i);
        }
        template <int step>
        Four inverse_diagonals(int, const FourExchanges& e) const
        {
            return e.inverse_diagonal;
        }
    };
    Row row(int j, int k) const;

    /// Part::inverse from faces and sinks.
    void set_inverse();

    std::size_t bytes_held() const { return values_.capacity() * sizeof(float); }
    static std::size_t estimate_bytes(const LevelShape& shape);

  private:
    std::size_t margin_;  // a plane of zeros before and behind each array: what lies beyond the box
    std::size_t stride_;
    std::vector<float> values_;
};

template <int step>
[[gnu::always_inline]] inline FourExchanges VoxelLevel::Row::exchanges(int i) const
{
    const Exchange* e0 = table + codes[i];
    const Exchange* e1 = table + codes[i + step];
    const Exchange* e2 = table + codes[i + 2 * step];
    const Exchange* e3 = table + codes[i + 3 * step];
    const Four zero{};
    if (e0 == e1 && e1 == e2 && e2 == e3) {
        return {zero + e0->west,  zero + e0->east,  zero + e0->south, zero + e0->north,
                zero + e0->below, zero + e0->above, zero + e0->faces, zero + e0->inverse_diagonal};
    }
    std::array<Four, 8> lines;
    const std::array<const Exchange*, 4> from{e0, e1, e2, e3};
    for (std::size_t half = 0; half < 2; ++half) {  // two transpositions of 4 x 4
        const auto row = [&](std::size_t k) { return load_four(half == 0 ? &from[k]->west : &from[k]->below); };
        const Four low01 = __builtin_shufflevector(row(0), row(1), 0, 4, 1, 5);
        const Four high01 = __builtin_shufflevector(row(0), row(1), 2, 6, 3, 7);
        const Four low23 = __builtin_shufflevector(row(2), row(3), 0, 4, 1, 5);
        const Four high23 = __builtin_shufflevector(row(2), row(3), 2, 6, 3, 7);
        lines[4 * half] = __builtin_shufflevector(low01, low23, 0, 1, 4, 5);
        lines[4 * half + 1] = __builtin_shufflevector(low01, low23, 2, 3, 6, 7);
        lines[4 * half + 2] = __builtin_shufflevector(high01, high23, 0, 1, 4, 5);
        lines[4 * half + 3] = __builtin_shufflevector(high01, high23, 2, 3, 6, 7);
    }
    return {lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], lines[6], lines[7]};
}

template <int step>
[[gnu::always_inline]] inline FourExchanges CoarseLevel::Row::exchanges(int i) const
{
    FourExchanges e{load_four<step>(east + i - 1),
                    load_four<step>(east + i),
                    load_four<step>(south + i),
                    load_four<step>(north + i),
                    load_four<step>(below + i),
                    load_four<step>(above + i),
                    Four{},
                    load_four<step>(inverse + i)};
    e.faces = ((e.west + e.east) + (e.south + e.north)) + (e.below + e.above);
    return e;
}

}  // namespace trabecula
