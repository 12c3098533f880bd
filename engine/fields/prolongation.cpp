#include "fields/multigrid_loops.hpp"

namespace trabecula::multigrid {

namespace {

constexpr int cells_per_chunk = 64;

using Strip = std::array<float, cells_per_chunk>;

/// For a strip of coarse cells: the correction, and by how much it changes on the way to each neighbour's centre, times
/// how open that way is: its diffusivity over the largest around the cell.
struct Slopes {
    Strip centre, west, east, south, north, below, above;
};

/// Lengths that turn exchange into diffusivity, up to a factor that all faces of a cell share: a face's distance times
/// the cell's width along it.
struct Scales {
    float south, north, below, above;

    Scales(const LevelShape& shape, int j, int k)
        : south(shape.y.distance(std::max(0, j - 1)) * shape.y.width(j)),
          north(shape.y.distance(j) * shape.y.width(j)),
          below(shape.z.distance(std::max(0, k - 1)) * shape.z.width(k)),
          above(shape.z.distance(k) * shape.z.width(k))
    {}
};

void measure_slopes(const CoarseLevel& coarse, int j, int k, int first, int count, Slopes& slopes)
{
    const Axis& x = coarse.shape.x;
    const auto row = coarse.row(j, k);
    const Lines lines(coarse.shape, coarse[CoarseLevel::Part::correction], j, k);
    const Scales scale(coarse.shape, j, k);
    for (int n = 0; n < count; ++n) {
        const int i = first + n;
        const auto at = static_cast<std::size_t>(n);
        const Exchange e = row.exchange(i);
        const float west = e.west * x.distance(std::max(0, i - 1)) * x.width(i);
        const float east = e.east * x.distance(i) * x.width(i);
        const float south = e.south * scale.south;
        const float north = e.north * scale.north;
        const float below = e.below * scale.below;
        const float above = e.above * scale.above;
        const float most = std::max(std::max(std::max(west, east), std::max(south, north)), std::max(below, above));
        const float share = most > 0.0F ? 1.0F / most : 0.0F;
        const float c = lines.own[i];
        slopes.centre[at] = c;
        slopes.west[at] = share * west * (lines.own[std::max(0, i - 1)] - c);
        slopes.east[at] = share * east * (lines.own[std::min(i + 1, x.cells() - 1)] - c);
        slopes.south[at] = share * south * (lines.south[i] - c);
        slopes.north[at] = share * north * (lines.north[i] - c);
        slopes.below[at] = share * below * (lines.below[i] - c);
        slopes.above[at] = share * above * (lines.above[i] - c);
    }
}

/// Adds to the fine row (y, z) what lies under the strip.
void add_to_row(const Slopes& slopes, const LevelShape& fine, int y, int z, int first, int count, float* u)
{
    const Strip& along_y = y % 2 == 0 ? slopes.south : slopes.north;
    const Strip& along_z = z % 2 == 0 ? slopes.below : slopes.above;
    const float lean_y = fine.y.lean(y);
    const float lean_z = fine.z.lean(z);
    float* to = u + fine.row(y, z) + 2 * first;
    const int pairs = std::min(count, fine.x.cells() / 2 - first);
    for (int n = 0; n < pairs; ++n) {
        const auto at = static_cast<std::size_t>(n);
        const float base = slopes.centre[at] + lean_y * along_y[at] + lean_z * along_z[at];
        to[2 * n] += base + fine.x.lean(2 * (first + n)) * slopes.west[at];
        to[2 * n + 1] += base + fine.x.lean(2 * (first + n) + 1) * slopes.east[at];
    }
    if (pairs == count) return;
    const auto last =
        static_cast<std::size_t>(pairs);  // a coarse cell of one fine cell: their centres coincide along x
    to[2 * pairs] += slopes.centre[last] + lean_y * along_y[last] + lean_z * along_z[last];
}

}  // namespace

void prolongate_add(const CoarseLevel& coarse, const LevelShape& fine, float* u)
{
    const int cells = coarse.shape.x.cells();
    for_rows(coarse, [&](int j, int k) {
        const Children children(fine, j, k);
        Slopes slopes;
        for (int first = 0; first < cells; first += cells_per_chunk) {
            const int count = std::min(cells_per_chunk, cells - first);
            measure_slopes(coarse, j, k, first, count, slopes);
            for (std::size_t c = 0; c < static_cast<std::size_t>(children.count); ++c)
                add_to_row(slopes, fine, children.y[c], children.z[c], first, count, u);
        }
    });
}

}  // namespace trabecula::multigrid
