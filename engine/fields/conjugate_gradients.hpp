#pragma once
#include "fields/multigrid_loops.hpp"

#include <cmath>

/// Flexible conjugate gradients: directions are made conjugate to the last one explicitly, so that the preconditioner
/// may be any cycle [Notay2000].
namespace trabecula::multigrid {

/// Largest magnitudes of what was added, and of the sum.
struct Largest {
    float change = 0.0F;
    float value = 0.0F;
};

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

/// What is left of r by z, s = r - A z, gives A z without cancellation.
template <class Level>
Products row_products(const Level& level, const float* z, const float* p, const float* r, int j, int k)
{
    const std::ptrdiff_t at = level.shape.row(j, k);
    Four zr{}, pr{}, zs{}, ps{};
    row_residual(
        level, r, z, j, k,
        [&](int i, float s) {
            zr[0] += z[at + i] * r[at + i];
            pr[0] += p[at + i] * r[at + i];
            zs[0] += z[at + i] * s;
            ps[0] += p[at + i] * s;
        },
        [&](int i, Four s) {
            const Four four_z = load_four(z + at + i);
            const Four four_p = load_four(p + at + i);
            const Four four_r = load_four(r + at + i);
            zr += four_z * four_r;
            pr += four_p * four_r;
            zs += four_z * s;
            ps += four_p * s;
        });
    const auto total = [](Four v) { return (double{v[0]} + double{v[1]}) + (double{v[2]} + double{v[3]}); };
    return {total(zr), total(pr), total(zr) - total(zs), total(pr) - total(ps)};
}

template <class Level>
Products products(const Level& level, const float* z, const float* p, const float* r)
{
    return reduce_blocks(
        rows_of(level), rows_per_block(level), Products{},
        [&](std::size_t begin, std::size_t end) {
            Products sum;
            visit_rows(level, begin, end, [&](int j, int k) { sum = sum + row_products(level, z, p, r, j, k); });
            return sum;
        },
        [](const Products& a, const Products& b) { return a + b; });
}

/// How the next step is taken: p' = z + keep p, u' = u + length p'.
struct Step {
    double keep = 0.0;
    double length = 0.0;
    double curvature = 0.0;  // <p', A p'>
};

/// @param curvature  <p, A p> of the last direction; 0 before the first
Step next_step(const Products& of, double curvature);

/// p = z + keep p; u += length p.
Largest take_step(const Step& step, const LevelShape& shape, const float* z, float* p, float* u);

}  // namespace trabecula::multigrid
