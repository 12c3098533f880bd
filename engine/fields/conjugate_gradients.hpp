#pragma once
#include "fields/multigrid.hpp"

/// Flexible conjugate gradients: directions are made conjugate to the last one explicitly, so that the preconditioner
/// may be any cycle [Notay2000].
namespace trabecula::multigrid {

/// Scalar products of a correction z, the last direction p, and the residual r: <z,r>, <p,r>, <z,Az>, <p,Az>. Floats
/// along a row, double beyond: the step lengths need three digits.
struct Products {
    double zr = 0.0;
    double pr = 0.0;
    double zaz = 0.0;
    double paz = 0.0;
    Products operator+(const Products& other) const
    {
        return {zr + other.zr, pr + other.pr, zaz + other.zaz, paz + other.paz};
    }
};

/// Of one row. What is left of r by z, s = r - A z, gives A z without cancellation.
template <class Level>
Products products(const Level& level, const float* z, const float* p, const float* r, int j, int k)
{
    const auto row = level.row(j, k);
    const Lines lines(level.shape, z, j, k);
    const float* of_p = p + level.shape.row(j, k);
    const float* of_r = r + level.shape.row(j, k);
    Eight zr{}, pr{}, zs{}, ps{};
    const auto add = [&](auto cells) {
        const Eight s = residual(row, lines, of_r, cells);
        const Eight some_z = lanes::own(lines.own, cells);
        const Eight some_p = lanes::own(of_p, cells);
        const Eight some_r = lanes::own(of_r, cells);
        zr += some_z * some_r;
        pr += some_p * some_r;
        zs += some_z * s;
        ps += some_p * s;
    };
    for (std::ptrdiff_t i = 0; i < level.shape.pitch(); i += lanes::block) {
        add(lanes::evens_of(i));
        add(lanes::odds_of(i));
    }
    const auto total = [](Eight v) {
        lanes::Sum sum;
        sum.add(v);
        return sum.total();
    };
    return {total(zr), total(pr), total(zr) - total(zs), total(pr) - total(ps)};
}

/// How the next step is taken: p' = z + keep p, u' = u + length p'.
struct Step {
    double keep = 0.0;
    double length = 0.0;
    double curvature = 0.0;  // <p', A p'>
};

/// @param curvature  <p, A p> of the last direction; 0 before the first
Step next_step(const Products& of, double curvature);

/// p = z + keep p; u += length p, in one row.
Largest take_step(const Step& step, const LevelShape& shape, const float* z, float* p, float* u, int j, int k);

}  // namespace trabecula::multigrid
