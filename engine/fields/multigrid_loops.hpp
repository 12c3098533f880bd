#pragma once
#include "fields/diffusion_levels.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>

/// What a multigrid cycle does to a row of cells, one for all kinds of level (diffusion_levels.hpp). Arrays have the
/// slots of their level, and may be read a margin beyond them.
namespace trabecula::multigrid {

using lanes::Eight;

inline constexpr std::ptrdiff_t slots_per_block = 16384;

/// Calls body(y, z) for every row along x.
template <class Body>
void for_rows(const LevelShape& shape, Body&& body)
{
    const auto rows_per_block = static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, slots_per_block / shape.pitch()));
    const auto height = static_cast<std::size_t>(shape.y.cells());
    for_blocks(shape.rows(), rows_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            body(static_cast<int>(row % height), static_cast<int>(row / height));
    });
}

/// Values of eight cells' neighbours.
struct Around {
    Eight west, east, south, north, below, above;

    Eight sum() const { return ((west + east) + (south + north)) + (below + above); }
    Around differences_from(Eight own) const
    {
        return {own - west, own - east, own - south, own - north, own - below, own - above};
    }
};

/// Values of one row and its four neighbour rows.
struct Lines {
    const float* own;
    const float* south;
    const float* north;
    const float* below;
    const float* above;

    Lines(const LevelShape& shape, const float* values, int j, int k)
        : own(values + shape.row(j, k)),
          south(own - shape.pitch()),
          north(own + shape.pitch()),
          below(own - shape.plane()),
          above(own + shape.plane())
    {}

    template <class Cells>
    Around around(Cells cells) const
    {
        return {lanes::west(own, cells),  lanes::east(own, cells),  lanes::own(south, cells),
                lanes::own(north, cells), lanes::own(below, cells), lanes::own(above, cells)};
    }
};

inline Eight weighted_sum(const Faces& f, const Around& u)
{
    return ((f.west * u.west + f.east * u.east) + (f.south * u.south + f.north * u.north)) +
           (f.below * u.below + f.above * u.above);
}

/// The exchange of some cells through all their faces.
template <class Row, class Cells>
Faces faces_of(const Row& row, Cells cells)
{
    const float rate = row.common_rate(cells);
    if (rate < 0.0F) return row.faces(cells);
    const Eight all = lanes::all(rate);
    return {all, all, all, all, all, all};
}

inline void store_unwoven(Eight first, Eight last, float* block)
{
    lanes::store(lanes::unwoven_evens(first, last), block);
    lanes::store(lanes::unwoven_odds(first, last), block + 8);
}

/// What cells become by Gauss-Seidel.
template <class Row, class Cells>
[[gnu::always_inline]] inline Eight relaxed_value(const Row& row, const Lines& lines, const float* right, Cells cells)
{
    const Eight b = lanes::own(right, cells);
    const Around u = lines.around(cells);
    const float rate = row.common_rate(cells);
    if (rate >= 0.0F) return (b + rate * u.sum()) * row.inverse_of_deep(cells, rate);
    const Faces f = row.faces(cells);
    return (b + weighted_sum(f, u)) * row.inverse_diagonal(cells, f.sum());
}

/// Whether the cells of a colour of the checkerboard are the even ones of a row; they are the odd ones otherwise.
constexpr bool are_evens(int colour, int j, int k)
{
    return ((j + k + colour) & 1) == 0;
}

/// Gauss-Seidel over the cells of one colour, in one row.
/// @returns the largest change
template <class Level>
Eight relax(const Level& level, const float* b, float* u, int colour, int j, int k)
{
    const auto row = level.row(j, k);
    const Lines lines(level.shape, u, j, k);
    const float* right = b + level.shape.row(j, k);
    float* next = u + level.shape.row(j, k);
    const std::ptrdiff_t pitch = level.shape.pitch();
    Eight change{};
    const auto relax_all = [&](auto cells_of) {
        for (std::ptrdiff_t i = 0; i < pitch; i += lanes::block) {
            const auto cells = cells_of(i);
            const Eight value = relaxed_value(row, lines, right, cells);
            change = lanes::larger(lanes::magnitude(value - lanes::own(next, cells)), change);
            lanes::store(value, next + cells.slot);
        }
    };
    if (are_evens(colour, j, k)) {
        relax_all(lanes::evens_of);
    } else {
        relax_all(lanes::odds_of);
    }
    return change;
}

/// The first half sweep from u = 0: colour 0 is b over the diagonal, the rest 0.
template <class Level>
void relax_from_zero(const Level& level, const float* b, float* u, int j, int k)
{
    const auto row = level.row(j, k);
    const float* right = b + level.shape.row(j, k);
    float* next = u + level.shape.row(j, k);
    const auto set = [&](auto cells) {
        const Eight b_here = lanes::own(right, cells);
        lanes::store(b_here * row.inverse_diagonal(cells, faces_of(row, cells).sum()), next + cells.slot);
    };
    const bool evens_first = are_evens(0, j, k);
    for (std::ptrdiff_t i = 0; i < level.shape.pitch(); i += lanes::block) {
        evens_first ? set(lanes::evens_of(i)) : set(lanes::odds_of(i));
        lanes::store(Eight{}, next + (evens_first ? lanes::odds_of(i).slot : lanes::evens_of(i).slot));
    }
}

/// b - A u of some cells. From differences: they are exact where u hardly varies, and what removes u is 1e-4 of the
/// diagonal.
template <class Row, class Cells>
[[gnu::always_inline]] inline Eight residual(const Row& row, const Lines& lines, const float* right, Cells cells)
{
    const Eight own = lanes::own(lines.own, cells);
    const Around differences = lines.around(cells).differences_from(own);
    const Eight left = lanes::own(right, cells) - row.sink(cells) * own;
    const float rate = row.common_rate(cells);
    if (rate >= 0.0F) return left - rate * differences.sum();
    return left - weighted_sum(row.faces(cells), differences);
}

/// residual = b - A u, in one row.
template <class Level>
void compute_residual(const Level& level, const float* b, const float* u, float* result, int j, int k)
{
    const auto row = level.row(j, k);
    const Lines lines(level.shape, u, j, k);
    const std::ptrdiff_t at = level.shape.row(j, k);
    const auto set = [&](auto cells) { lanes::store(residual(row, lines, b + at, cells), result + at + cells.slot); };
    for (std::ptrdiff_t i = 0; i < level.shape.pitch(); i += lanes::block) {
        set(lanes::evens_of(i));
        set(lanes::odds_of(i));
    }
}

/// The up to four fine rows that make a coarse row.
struct Children {
    int count = 0;
    std::array<int, 4> y{};
    std::array<int, 4> z{};

    /// Where there are fewer than four, the rest repeat the first.
    Children(const LevelShape& fine, int j, int k)
    {
        y.fill(2 * j);
        z.fill(2 * k);
        for (int fz = 2 * k; fz < std::min(2 * k + 2, fine.z.cells()); ++fz) {
            for (int fy = 2 * j; fy < std::min(2 * j + 2, fine.y.cells()); ++fy) {
                y[static_cast<std::size_t>(count)] = fy;
                z[static_cast<std::size_t>(count++)] = fz;
            }
        }
    }
    std::size_t rows() const { return static_cast<std::size_t>(count); }
};

/// coarse.residual = sums of b - A u over each cell, in the coarse row (j, k).
/// @param just_relaxed  the colour of which nothing is left, since its sweep was the last; none where -1
template <class Level>
void restrict_residual(const Level& fine, const float* b, const float* u, int just_relaxed, CoarseLevel& coarse, int j,
                       int k)
{
    const Children children(fine.shape, j, k);
    const auto row_of = [&](std::size_t child) { return fine.row(children.y[child], children.z[child]); };
    const std::array rows{row_of(0), row_of(1), row_of(2), row_of(3)};
    float* sums = coarse.residual() + coarse.shape.row(j, k);
    const std::ptrdiff_t fine_pitch = fine.shape.pitch();
    const std::ptrdiff_t pitch = coarse.shape.pitch();
    const auto sum_over_pairs = [&](std::ptrdiff_t i) {  // of the fine block that begins at i, in the order of cells
        Eight sum{};
        if (i >= fine_pitch) return sum;
        for (std::size_t c = 0; c < children.rows(); ++c) {
            const Lines lines(fine.shape, u, children.y[c], children.z[c]);
            const float* right = b + fine.shape.row(children.y[c], children.z[c]);
            if (just_relaxed < 0 || !are_evens(just_relaxed, children.y[c], children.z[c]))
                sum += residual(rows[c], lines, right, lanes::evens_of(i));
            if (just_relaxed < 0 || are_evens(just_relaxed, children.y[c], children.z[c]))
                sum += residual(rows[c], lines, right, lanes::odds_of(i));
        }
        return sum;
    };
    for (std::ptrdiff_t i = 0; i < pitch; i += lanes::block)
        store_unwoven(sum_over_pairs(2 * i), sum_over_pairs(2 * i + lanes::block), sums + i);
}

/// What eight coarse cells are made of, in the order of cells.
struct CoarseCells {
    Eight east, north, above, sink;
};

/// From the fine block that begins at i of each child row.
template <class Rows>
CoarseCells join(const Rows& rows, const Children& children, std::ptrdiff_t i)
{
    CoarseCells joined{};
    for (std::size_t c = 0; c < children.rows(); ++c) {
        const auto is_north = static_cast<float>(children.y[c] % 2);
        const auto is_above = static_cast<float>(children.z[c] % 2);
        const auto add = [&](auto cells) {
            const Faces faces = faces_of(rows[c], cells);
            joined.north += is_north * faces.north;
            joined.above += is_above * faces.above;
            joined.sink += faces.sum() > 0.0F ? rows[c].sink(cells) : Eight{};
            return faces.east;
        };
        add(lanes::evens_of(i));
        joined.east += add(lanes::odds_of(i));
    }
    return joined;
}

/// Coarse faces: the open fine faces they are made of, over the longer distance; sinks: those of cells that conduct.
template <class Level>
void coarsen(const Level& fine, CoarseLevel& coarse)
{
    using Part = CoarseLevel::Part;
    const LevelShape& f = fine.shape;
    const LevelShape& c = coarse.shape;
    for_rows(c, [&](int j, int k) {
        const Children children(f, j, k);
        const auto row_of = [&](std::size_t child) { return fine.row(children.y[child], children.z[child]); };
        const std::array rows{row_of(0), row_of(1), row_of(2), row_of(3)};
        const std::ptrdiff_t at = c.row(j, k);
        const float shorter_y = c.y.shortening(j, f.y);
        const float shorter_z = c.z.shortening(k, f.z);
        for (std::ptrdiff_t i = 0; i < c.pitch(); i += lanes::block) {
            const CoarseCells first = join(rows, children, 2 * i);
            const bool is_whole = 2 * i + lanes::block < f.pitch();
            const CoarseCells last = is_whole ? join(rows, children, 2 * i + lanes::block) : CoarseCells{};
            store_unwoven(first.east, last.east, coarse[Part::east] + at + i);
            store_unwoven(shorter_y * first.north, shorter_y * last.north, coarse[Part::north] + at + i);
            store_unwoven(shorter_z * first.above, shorter_z * last.above, coarse[Part::above] + at + i);
            store_unwoven(first.sink, last.sink, coarse[Part::sink] + at + i);
        }
        float* east = coarse[Part::east] + at;
        for (std::ptrdiff_t i = 0; i < c.pitch(); i += 8)
            lanes::store(lanes::load(c.x.shortenings() + i) * lanes::load(east + i), east + i);
    });
    coarse.set_inverse();
}

/// u += interpolation of coarse.correction, in the cells of one colour and the fine rows of the coarse row (j, k); the
/// other colour is to be relaxed next, which does not ask what it was. A fine value lies between its coarse cell and
/// the next coarse cells on its three sides, and nearer to its own cell as the way to them is less open: nothing leaks
/// through walls.
/// @returns the largest change
Eight prolongate_add(const CoarseLevel& coarse, const LevelShape& fine, float* u, int colour, int j, int k);

}  // namespace trabecula::multigrid
