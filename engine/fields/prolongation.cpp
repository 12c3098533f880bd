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

template <class Cells>
Slopes slopes_at(const CoarseLevel::Row& row, const Axis& x, const Scales& scale, const Lines& lines, Cells cells)
{
    using lanes::larger;
    using lanes::own;
    const Faces faces = row.faces(cells);
    const Eight west = faces.west * own(x.west_scales(), cells);
    const Eight east = faces.east * own(x.east_scales(), cells);
    const Eight south = faces.south * scale.south;
    const Eight north = faces.north * scale.north;
    const Eight below = faces.below * scale.below;
    const Eight above = faces.above * scale.above;
    const Eight most = larger(larger(larger(west, east), larger(south, north)), larger(below, above));
    const Eight share = most > 0.0F ? 1.0F / most : Eight{};
    const Eight centre = own(lines.own, cells);
    const Around u = lines.around(cells);
    return {centre,
            share * west * (u.west - centre),
            share * east * (u.east - centre),
            share * south * (u.south - centre),
            share * north * (u.north - centre),
            share * below * (u.below - centre),
            share * above * (u.above - centre)};
}

/// The corrections of the first and the second fine cell along x of some coarse cells, as if they lay in one line.
struct Pair {
    Eight first, second;
};

Pair pair_of(const Slopes& s, const Axis& fine, auto cells)
{
    return {s.centre + lanes::own(fine.first_leans(), cells) * s.west,
            s.centre + lanes::own(fine.second_leans(), cells) * s.east};
}

/// u += correction, in the even or the odd cells of a fine block. @returns the larger of the change and `most`
Eight add(Eight correction, float* u, Eight most)
{
    lanes::store(lanes::load(u) + correction, u);
    return lanes::larger(lanes::magnitude(correction), most);
}

}  // namespace

Eight prolongate_add(const CoarseLevel& coarse, const LevelShape& fine, float* u, int colour, int j, int k)
{
    const Children children(fine, j, k);
    const auto row = coarse.row(j, k);
    const Lines lines(coarse.shape, coarse[CoarseLevel::Part::correction], j, k);
    const Scales scale(coarse.shape, j, k);
    const std::ptrdiff_t pitch = coarse.shape.pitch();
    const std::ptrdiff_t fine_pitch = fine.pitch();
    Eight change{};
    for (std::ptrdiff_t i = 0; i < pitch; i += lanes::block) {
        const Slopes of_evens = slopes_at(row, coarse.shape.x, scale, lines, lanes::evens_of(i));
        const Slopes of_odds = slopes_at(row, coarse.shape.x, scale, lines, lanes::odds_of(i));
        const Pair evens = pair_of(of_evens, fine.x, lanes::evens_of(i));
        const Pair odds = pair_of(of_odds, fine.x, lanes::odds_of(i));
        for (std::size_t c = 0; c < children.rows(); ++c) {
            const int y = children.y[c];
            const int z = children.z[c];
            const bool firsts = are_evens(colour, y, z);
            const auto correction = [&](const Pair& pair, const Slopes& s) {
                return (firsts ? pair.first : pair.second) + (fine.y.lean(y) * (y % 2 == 0 ? s.south : s.north) +
                                                              fine.z.lean(z) * (z % 2 == 0 ? s.below : s.above));
            };
            const Eight some = correction(evens, of_evens);
            const Eight others = correction(odds, of_odds);
            float* to = u + fine.row(y, z) + 2 * i + (firsts ? 0 : 8);  // in two blocks, or one at the end of a row
            change = add(lanes::first_woven(some, others), to, change);
            if (2 * i + lanes::block < fine_pitch)
                change = add(lanes::last_woven(some, others), to + lanes::block, change);
        }
    }
    return change;
}

}  // namespace trabecula::multigrid
