#pragma once
#include "fields/diffusion_levels.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>

/// The loops of the multigrid cycle, one for all kinds of level (diffusion_levels.hpp). Arrays have the shape of their
/// level.
namespace trabecula::multigrid {

inline constexpr int cells_per_block = 16384;

template <class Level>
std::size_t rows_of(const Level& level)
{
    return static_cast<std::size_t>(level.shape.y.cells()) * static_cast<std::size_t>(level.shape.z.cells());
}

template <class Level>
std::size_t rows_per_block(const Level& level)
{
    return static_cast<std::size_t>(std::max(1, cells_per_block / level.shape.x.cells()));
}

/// Calls body(y, z) for the rows [begin, end).
template <class Level, class Body>
void visit_rows(const Level& level, std::size_t begin, std::size_t end, Body&& body)
{
    const auto height = static_cast<std::size_t>(level.shape.y.cells());
    for (std::size_t row = begin; row < end; ++row)
        body(static_cast<int>(row % height), static_cast<int>(row / height));
}

/// Calls body(y, z) for every row along x.
template <class Level, class Body>
void for_rows(const Level& level, Body&& body)
{
    for_blocks(rows_of(level), rows_per_block(level),
               [&](std::size_t begin, std::size_t end) { visit_rows(level, begin, end, body); });
}

/// Values of one row and its four neighbour rows. Beyond the box it is the row itself: its exchange there is zero.
struct Lines {
    const float* own;
    const float* south;
    const float* north;
    const float* below;
    const float* above;

    Lines(const LevelShape& shape, const float* values, int j, int k)
        : own(values + shape.row(j, k)),
          south(j > 0 ? own - shape.x.cells() : own),
          north(j + 1 < shape.y.cells() ? own + shape.x.cells() : own),
          below(k > 0 ? own - shape.plane() : own),
          above(k + 1 < shape.z.cells() ? own + shape.plane() : own)
    {}

    float inflow(const Exchange& e, int i, int west, int east) const
    {
        return ((e.west * own[west] + e.east * own[east]) + (e.south * south[i] + e.north * north[i])) +
               (e.below * below[i] + e.above * above[i]);
    }
    /// From differences: they are exact where u hardly varies, and what removes u is 1e-4 of the diagonal.
    float outflow(const Exchange& e, int i, int west, int east) const
    {
        const float u = own[i];
        return ((e.west * (u - own[west]) + e.east * (u - own[east])) +
                (e.south * (u - south[i]) + e.north * (u - north[i]))) +
               (e.below * (u - below[i]) + e.above * (u - above[i]));
    }
    template <int step>
    Four inflows(const FourExchanges& e, int i) const
    {
        return ((e.west * load_four<step>(own + i - 1) + e.east * load_four<step>(own + i + 1)) +
                (e.south * load_four<step>(south + i) + e.north * load_four<step>(north + i))) +
               (e.below * load_four<step>(below + i) + e.above * load_four<step>(above + i));
    }
    Four outflows(const FourExchanges& e, int i) const
    {
        const Four u = load_four(own + i);
        return ((e.west * (u - load_four(own + i - 1)) + e.east * (u - load_four(own + i + 1))) +
                (e.south * (u - load_four(south + i)) + e.north * (u - load_four(north + i)))) +
               (e.below * (u - load_four(below + i)) + e.above * (u - load_four(above + i)));
    }
};

/// Covers cells first, first + step, ... < n of a row by one(i, west, east) and four(i), the latter for i, i + step,
/// ... At the ends of the row the missing neighbour is i itself.
template <int step, class One, class FourAtOnce>
void along_row(int n, int first, One&& one, FourAtOnce&& four)
{
    int i = first;
    for (; i < std::min(n, 2); i += step) one(i, std::max(0, i - 1), std::min(i + 1, n - 1));
    for (; i + 4 * step < n; i += 4 * step) four(i);
    for (; i < n; i += step) one(i, i - 1, std::min(i + 1, n - 1));
}

/// Gauss-Seidel over the cells of one colour of a checkerboard.
template <class Level>
void relax(const Level& level, const float* b, float* u, int colour)
{
    for_rows(level, [&](int j, int k) {
        const auto row = level.row(j, k);
        const Lines lines(level.shape, u, j, k);
        const float* right = b + level.shape.row(j, k);
        float* next = u + level.shape.row(j, k);
        along_row<2>(
            level.shape.x.cells(), (j + k + colour) & 1,
            [&](int i, int west, int east) {
                const auto& e = row.exchange(i);
                next[i] = (right[i] + lines.inflow(e, i, west, east)) * row.inverse_diagonal(i, e);
            },
            [&](int i) {
                const FourExchanges e = row.template exchanges<2>(i);
                const Four four =
                    (load_four<2>(right + i) + lines.inflows<2>(e, i)) * row.template inverse_diagonals<2>(i, e);
                for (int n = 0; n < 4; ++n) next[i + 2 * n] = four[n];
            });
    });
}

/// The first half sweep from u = 0: colour 0 is b over the diagonal, the rest 0.
template <class Level>
void relax_from_zero(const Level& level, const float* b, float* u)
{
    for_rows(level, [&](int j, int k) {
        const auto row = level.row(j, k);
        const std::ptrdiff_t at = level.shape.row(j, k);
        const int first = (j + k) & 1;
        std::fill(u + at, u + at + level.shape.x.cells(), 0.0F);
        for (int i = first; i < level.shape.x.cells(); i += 2)
            u[at + i] = b[at + i] * row.inverse_diagonal(i, row.exchange(i));
    });
}

/// Calls one(i, r) or four(i, r) with the residuals r = b - A u of a row of cells; with four, i is even.
template <class Level, class One, class FourAtOnce>
void row_residual(const Level& level, const float* b, const float* u, int j, int k, One&& one, FourAtOnce&& four)
{
    const auto row = level.row(j, k);
    const Lines lines(level.shape, u, j, k);
    const float* right = b + level.shape.row(j, k);
    along_row<1>(
        level.shape.x.cells(), 0,
        [&](int i, int west, int east) {
            one(i, right[i] - row.sink(i) * lines.own[i] - lines.outflow(row.exchange(i), i, west, east));
        },
        [&](int i) {
            const FourExchanges e = row.template exchanges<1>(i);
            four(i, load_four(right + i) - row.template sinks<1>(i) * load_four(lines.own + i) - lines.outflows(e, i));
        });
}

/// residual = b - A u.
template <class Level>
void compute_residual(const Level& level, const float* b, const float* u, float* residual)
{
    for_rows(level, [&](int j, int k) {
        float* result = residual + level.shape.row(j, k);
        row_residual(
            level, b, u, j, k, [&](int i, float r) { result[i] = r; },
            [&](int i, Four r) { store_four(r, result + i); });
    });
}

/// The up to four fine rows that make a coarse row.
struct Children {
    int count = 0;
    std::array<int, 4> y{};
    std::array<int, 4> z{};

    Children(const LevelShape& fine, int j, int k)
    {
        for (int fz = 2 * k; fz < std::min(2 * k + 2, fine.z.cells()); ++fz) {
            for (int fy = 2 * j; fy < std::min(2 * j + 2, fine.y.cells()); ++fy) {
                y[static_cast<std::size_t>(count)] = fy;
                z[static_cast<std::size_t>(count++)] = fz;
            }
        }
    }
};

/// coarse.residual = sums of b - A u over each coarse cell.
template <class Level>
void restrict_residual(const Level& fine, const float* b, const float* u, CoarseLevel& coarse)
{
    for_rows(coarse, [&](int j, int k) {
        float* sums = coarse.residual() + coarse.shape.row(j, k);
        std::fill(sums, sums + coarse.shape.x.cells(), 0.0F);
        const Children children(fine.shape, j, k);
        for (std::size_t c = 0; c < static_cast<std::size_t>(children.count); ++c) {
            row_residual(
                fine, b, u, children.y[c], children.z[c], [&](int i, float r) { sums[i / 2] += r; },
                [&](int i, Four r) {
                    sums[i / 2] += r[0] + r[1];
                    sums[i / 2 + 1] += r[2] + r[3];
                });
        }
    });
}

/// Sums over a coarse cell: of the faces that look onwards and lie between coarse cells, and of the sinks that conduct.
struct CellSums {
    float east = 0.0F;
    float north = 0.0F;
    float above = 0.0F;
    float sink = 0.0F;

    template <class Row>
    void add(const Row& row, int x, float is_north, float is_above)
    {
        const auto& e = row.exchange(x);
        north += is_north * e.north;
        above += is_above * e.above;
        sink += e.faces > 0.0F ? row.sink(x) : 0.0F;
    }
};

template <class Level>
CellSums sum_children(const Level& fine, const Children& children, int first_x)
{
    CellSums sums;
    const int next_x = first_x + 1;
    for (std::size_t r = 0; r < static_cast<std::size_t>(children.count); ++r) {
        const auto row = fine.row(children.y[r], children.z[r]);
        const auto is_north = static_cast<float>(children.y[r] % 2);
        const auto is_above = static_cast<float>(children.z[r] % 2);
        sums.add(row, first_x, is_north, is_above);
        if (next_x == fine.shape.x.cells()) continue;
        sums.add(row, next_x, is_north, is_above);
        sums.east += row.exchange(next_x).east;
    }
    return sums;
}

/// Coarse faces: the open fine faces they are made of, over the longer distance.
template <class Level>
void coarsen(const Level& fine, CoarseLevel& coarse)
{
    using Part = CoarseLevel::Part;
    const LevelShape& f = fine.shape;
    const LevelShape& c = coarse.shape;
    for_rows(coarse, [&](int j, int k) {
        const Children children(f, j, k);
        const std::ptrdiff_t at = c.row(j, k);
        for (int i = 0; i < c.x.cells(); ++i) {
            const CellSums sums = sum_children(fine, children, 2 * i);
            coarse[Part::east][at + i] = sums.east * c.x.shortening(i, f.x);
            coarse[Part::north][at + i] = sums.north * c.y.shortening(j, f.y);
            coarse[Part::above][at + i] = sums.above * c.z.shortening(k, f.z);
            coarse[Part::sink][at + i] = sums.sink;
        }
    });
    coarse.set_inverse();
}

/// u += interpolation of coarse.correction. A fine value lies between its coarse cell and the next coarse cells on its
/// three sides, and nearer to its own cell as the way to them is less open: nothing leaks through walls.
void prolongate_add(const CoarseLevel& coarse, const LevelShape& fine, float* u);

}  // namespace trabecula::multigrid
