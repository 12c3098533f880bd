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

    Around around(std::ptrdiff_t x) const
    {
        using lanes::every_second;
        return {every_second(own + x - 1), every_second(own + x + 1), every_second(south + x),
                every_second(north + x),   every_second(below + x),   every_second(above + x)};
    }
};

inline Eight weighted_sum(const Faces& f, const Around& u)
{
    return ((f.west * u.west + f.east * u.east) + (f.south * u.south + f.north * u.north)) +
           (f.below * u.below + f.above * u.above);
}

/// What the cells x, x + 2, ... of a row become.
template <class Row>
[[gnu::always_inline]] inline Eight relaxed_value(const Row& row, const Around& u, const float* right, std::ptrdiff_t x)
{
    const Eight b = lanes::every_second(right + x);
    const float rate = row.common_rate(x);
    if (rate >= 0.0F) return (b + rate * u.sum()) * row.inverse_of_deep(x, rate);
    const Faces f = row.faces(x);
    return (b + weighted_sum(f, u)) * row.inverse_diagonal(x, f.sum());
}

/// Gauss-Seidel over the cells of one colour of a checkerboard, in one row.
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
    const auto relaxed = [&](std::ptrdiff_t x, const Around& around) {
        const Eight value = relaxed_value(row, around, right, x);
        change = lanes::larger(lanes::magnitude(value - lanes::every_second(next + x)), change);
        return value;
    };
    if (((j + k + colour) & 1) == 0) {
        for (std::ptrdiff_t i = 0; i < pitch; i += lanes::block) {
            const Around around = lines.around(i);
            lanes::store_woven(relaxed(i, around), around.east, next + i);
        }
    } else {
        for (std::ptrdiff_t i = 0; i < pitch; i += lanes::block) {
            const Around around = lines.around(i + 1);
            lanes::store_woven(around.west, relaxed(i + 1, around), next + i);
        }
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
    const int first = (j + k) & 1;
    for (std::ptrdiff_t i = 0; i < level.shape.pitch(); i += lanes::block) {
        const Eight value =
            lanes::every_second(right + i + first) * row.inverse_diagonal(i + first, row.faces(i + first).sum());
        lanes::store_woven(first == 0 ? value : Eight{}, first == 0 ? Eight{} : value, next + i);
    }
}

/// b - A u of the cells x, x + 2, ... of a row. From differences: they are exact where u hardly varies, and what
/// removes u is 1e-4 of the diagonal.
template <class Row>
[[gnu::always_inline]] inline Eight residual(const Row& row, const Lines& lines, const float* right, std::ptrdiff_t x)
{
    const Eight own = lanes::every_second(lines.own + x);
    const Around differences = lines.around(x).differences_from(own);
    const Eight left = lanes::every_second(right + x) - row.sink(x) * own;
    const float rate = row.common_rate(x);
    if (rate >= 0.0F) return left - rate * differences.sum();
    return left - weighted_sum(row.faces(x), differences);
}

/// residual = b - A u, in one row.
template <class Level>
void compute_residual(const Level& level, const float* b, const float* u, float* result, int j, int k)
{
    const auto row = level.row(j, k);
    const Lines lines(level.shape, u, j, k);
    const std::ptrdiff_t at = level.shape.row(j, k);
    for (std::ptrdiff_t i = 0; i < level.shape.pitch(); i += lanes::block)
        lanes::store_woven(residual(row, lines, b + at, i), residual(row, lines, b + at, i + 1), result + at + i);
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
    std::size_t rows() const { return static_cast<std::size_t>(count); }
};

/// coarse.residual = sums of b - A u over each cell, in the coarse row (j, k).
template <class Level>
void restrict_residual(const Level& fine, const float* b, const float* u, CoarseLevel& coarse, int j, int k)
{
    const Children children(fine.shape, j, k);
    float* sums = coarse.residual() + coarse.shape.row(j, k);
    for (std::ptrdiff_t i = 0; i < fine.shape.pitch(); i += lanes::block) {
        Eight sum{};
        for (std::size_t c = 0; c < children.rows(); ++c) {
            const int y = children.y[c];
            const int z = children.z[c];
            const auto row = fine.row(y, z);
            const Lines lines(fine.shape, u, y, z);
            const float* right = b + fine.shape.row(y, z);
            sum += residual(row, lines, right, i) + residual(row, lines, right, i + 1);
        }
        lanes::store(lanes::in_order(sum), sums + i / 2);
    }
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
        const std::ptrdiff_t at = c.row(j, k);
        const float shorter_y = c.y.shortening(j, f.y);
        const float shorter_z = c.z.shortening(k, f.z);
        for (std::ptrdiff_t i = 0; i < f.pitch(); i += lanes::block) {
            Eight east{}, north{}, above{}, sink{};
            for (std::size_t r = 0; r < children.rows(); ++r) {
                const auto row = fine.row(children.y[r], children.z[r]);
                const auto is_north = static_cast<float>(children.y[r] % 2);
                const auto is_above = static_cast<float>(children.z[r] % 2);
                for (std::ptrdiff_t x = i; x < i + 2; ++x) {
                    const Faces faces = row.faces(x);
                    north += is_north * faces.north;
                    above += is_above * faces.above;
                    sink += faces.sum() > 0.0F ? row.sink(x) : Eight{};
                    if (x > i) east += faces.east;
                }
            }
            const std::ptrdiff_t to = at + i / 2;
            lanes::store(lanes::in_order(east), coarse[Part::east] + to);
            lanes::store(shorter_y * lanes::in_order(north), coarse[Part::north] + to);
            lanes::store(shorter_z * lanes::in_order(above), coarse[Part::above] + to);
            lanes::store(lanes::in_order(sink), coarse[Part::sink] + to);
        }
        for (int i = 0; i < c.x.cells(); ++i) coarse[Part::east][at + i] *= c.x.shortening(i, f.x);
    });
    coarse.set_inverse();
}

/// u += interpolation of coarse.correction, in the fine rows of the coarse row (j, k). A fine value lies between its
/// coarse cell and the next coarse cells on its three sides, and nearer to its own cell as the way to them is less
/// open: nothing leaks through walls.
/// @returns the largest change
Eight prolongate_add(const CoarseLevel& coarse, const LevelShape& fine, float* u, int j, int k);

}  // namespace trabecula::multigrid
