#pragma once
#include "fields/level_shape.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <utility>
#include <vector>

/// Several sweeps over a level in one pass through memory.
///
/// Each sweep follows some planes, and as many rows, behind the one before it: where it comes, its neighbours have been
/// through all earlier sweeps, and through none of the later ones, which is all that it can tell from sweeps one after
/// the other. So the bits do not depend on how the level is cut: into slabs for the threads, and these into tiles of
/// rows that stay in the cache. Where two slabs meet, each leaves to the seam what would need the other.
namespace trabecula::multigrid {

/// One sweep of a pass: body(j, k) for each row of cells, or of pairs of rows and planes (`unit` 2), which make a row
/// of the next coarser level.
template <class Body>
struct Sweep {
    int behind;  // planes (and rows) behind the front; more than the sweep before it, by what `body` reads of
                 // neighbours
    int unit;    // 1 or 2; with 2, `behind` is even
    Body body;
};

template <class Body>
Sweep<Body> sweep(int behind, Body body)
{
    return {behind, 1, std::move(body)};
}

template <class Body>
Sweep<Body> sweep_of_pairs(int behind, Body body)
{
    return {behind, 2, std::move(body)};
}

/// Planes from `begin` to before `end` of a sweep that is so far behind.
struct Slab {
    int begin, end;
    int begin_moves, end_moves;  // by how many planes per plane behind: 0, 1 or -1

    int first(int behind) const { return begin + begin_moves * behind; }
    int last(int behind) const { return end + end_moves * behind; }
};

template <class Body>
void run_rows(const Sweep<Body>& sweep, const LevelShape& shape, const Slab& slab, int front, int first_row, int rows)
{
    const int k = front - sweep.behind;
    if (k < slab.first(sweep.behind) || k >= slab.last(sweep.behind)) return;
    const int unit = sweep.unit;
    if (k % unit != 0) return;
    const int begin = std::clamp(first_row - sweep.behind, 0, shape.y.cells());
    const int end = std::clamp(first_row + rows - sweep.behind, 0, shape.y.cells());
    for (int j = (begin + unit - 1) / unit; j < (end + unit - 1) / unit; ++j) sweep.body(j, k / unit);
}

/// Rows of a tile: even, and so few that the planes under way stay in a core's cache.
inline int rows_of_tile(const LevelShape& shape, int reach)
{
    constexpr std::ptrdiff_t cached_cells = 48 * 1024;  // x 9 bytes or more
    const auto rows = static_cast<int>(cached_cells / (shape.pitch() * (reach + 3)));
    return std::clamp(rows / 2 * 2, 8, (shape.y.cells() + reach + 1) / 2 * 2 + 8);
}

template <class... Sweeps>
void run_slab(const LevelShape& shape, const Slab& slab, int reach, const Sweeps&... sweeps)
{
    const int rows = rows_of_tile(shape, reach);
    const int begin = std::min(slab.first(0), slab.first(reach));
    const int end = std::max(slab.last(0), slab.last(reach)) + reach;
    for (int first_row = 0; first_row < shape.y.cells() + reach; first_row += rows)
        for (int front = begin; front < end; ++front) (run_rows(sweeps, shape, slab, front, first_row, rows), ...);
}

/// Even planes where a level is cut for the threads: 0, ..., its last plane + 1.
std::vector<int> slab_edges(const LevelShape& shape, int reach);

/// Runs sweeps, in their order, over all of a level.
template <class... Sweeps>
void run_pass(const LevelShape& shape, const Sweeps&... sweeps)
{
    const int reach = std::max({sweeps.behind...});
    const std::vector<int> edges = slab_edges(shape, reach);
    const std::size_t slabs = edges.size() - 1;
    for_blocks(slabs, 1, [&](std::size_t s, std::size_t) {
        run_slab(shape, {edges[s], edges[s + 1], s > 0 ? 1 : 0, s + 1 < slabs ? -1 : 0}, reach, sweeps...);
    });
    for_blocks(slabs - 1, 1, [&](std::size_t s, std::size_t) {
        run_slab(shape, {edges[s + 1], edges[s + 1], -1, 1}, reach, sweeps...);
    });
}

}  // namespace trabecula::multigrid
