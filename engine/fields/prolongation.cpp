#include "fields/multigrid_loops.hpp"

namespace trabecula::multigrid {

namespace {

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

/// The correction of eight coarse cells, in their order, and by how much it changes on the way to each neighbour's
/// centre, times how open that way is: its diffusivity over the largest around the cell.
struct Slopes {
    Eight centre, west, east, south, north, below, above;
};

Slopes slopes_at(const CoarseLevel::Row& row, const Axis& x, const Scales& scale, const Lines& lines, std::ptrdiff_t i)
{
    using lanes::larger;
    using lanes::load;
    const Eight west = load(row.east + i - 1) * load(x.west_scales() + i);
    const Eight east = load(row.east + i) * load(x.east_scales() + i);
    const Eight south = load(row.south + i) * scale.south;
    const Eight north = load(row.north + i) * scale.north;
    const Eight below = load(row.below + i) * scale.below;
    const Eight above = load(row.above + i) * scale.above;
    const Eight most = larger(larger(larger(west, east), larger(south, north)), larger(below, above));
    const Eight share = most > 0.0F ? 1.0F / most : Eight{};
    const Eight c = load(lines.own + i);
    return {c,
            share * west * (load(lines.own + i - 1) - c),
            share * east * (load(lines.own + i + 1) - c),
            share * south * (load(lines.south + i) - c),
            share * north * (load(lines.north + i) - c),
            share * below * (load(lines.below + i) - c),
            share * above * (load(lines.above + i) - c)};
}

/// u += `even`, `odd`, even, ... each eight in the order of cells. @returns the larger magnitude
Eight add_in_turn(Eight even, Eight odd, float* u)
{
    const Eight low = __builtin_shufflevector(even, odd, 0, 8, 1, 9, 2, 10, 3, 11);
    const Eight high = __builtin_shufflevector(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
    lanes::store(lanes::load(u) + low, u);
    lanes::store(lanes::load(u + 8) + high, u + 8);
    return lanes::larger(lanes::magnitude(even), lanes::magnitude(odd));
}

}  // namespace

Eight prolongate_add(const CoarseLevel& coarse, const LevelShape& fine, float* u, int j, int k)
{
    const Children children(fine, j, k);
    const auto row = coarse.row(j, k);
    const Lines lines(coarse.shape, coarse[CoarseLevel::Part::correction], j, k);
    const Scales scale(coarse.shape, j, k);
    Eight change{};
    for (std::ptrdiff_t i = 0; i < fine.pitch() / 2; i += 8) {
        const Slopes s = slopes_at(row, coarse.shape.x, scale, lines, i);
        const Eight even = s.centre + lanes::load(fine.x.even_leans() + i) * s.west;
        const Eight odd = s.centre + lanes::load(fine.x.odd_leans() + i) * s.east;
        for (std::size_t c = 0; c < children.rows(); ++c) {
            const int y = children.y[c];
            const int z = children.z[c];
            const Eight sideways =
                fine.y.lean(y) * (y % 2 == 0 ? s.south : s.north) + fine.z.lean(z) * (z % 2 == 0 ? s.below : s.above);
            change = lanes::larger(add_in_turn(even + sideways, odd + sideways, u + fine.row(y, z) + 2 * i), change);
        }
    }
    return change;
}

}  // namespace trabecula::multigrid
