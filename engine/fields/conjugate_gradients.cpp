#include "fields/conjugate_gradients.hpp"

namespace trabecula::multigrid {

namespace {

constexpr std::size_t voxels_per_block = 32768;

Four magnitude(Four v)
{
    return v < 0.0F ? -v : v;
}

Four larger(Four a, Four b)
{
    return a > b ? a : b;
}

float largest_of(Four v)
{
    return std::max(std::max(v[0], v[1]), std::max(v[2], v[3]));
}

Largest take_step(std::size_t begin, std::size_t end, float keep, float length, const float* z, float* p, float* u)
{
    Four change{};
    Four value{};
    std::size_t i = begin;
    for (; i + 4 <= end; i += 4) {
        const Four direction = load_four(z + i) + keep * load_four(p + i);
        const Four added = length * direction;
        const Four next = load_four(u + i) + added;
        store_four(direction, p + i);
        store_four(next, u + i);
        change = larger(magnitude(added), change);
        value = larger(magnitude(next), value);
    }
    Largest largest{largest_of(change), largest_of(value)};
    for (; i < end; ++i) {
        p[i] = z[i] + keep * p[i];
        u[i] += length * p[i];
        largest.change = std::max(largest.change, std::abs(length * p[i]));
        largest.value = std::max(largest.value, std::abs(u[i]));
    }
    return largest;
}

}  // namespace

Step next_step(const Products& of, double curvature)
{
    Step step;
    step.keep = curvature > 0.0 ? -of.paz / curvature : 0.0;
    step.curvature = of.zaz + step.keep * of.paz;
    if (!(step.curvature > 1e-6 * of.zaz)) step = {0.0, 0.0, of.zaz};  // z hardly differs from p
    if (step.curvature > 0.0) step.length = (of.zr + step.keep * of.pr) / step.curvature;
    return step;
}

Largest take_step(const Step& step, const LevelShape& shape, const float* z, float* p, float* u)
{
    const auto keep = static_cast<float>(step.keep);
    const auto length = static_cast<float>(step.length);
    return reduce_blocks(
        shape.size(), voxels_per_block, Largest{},
        [&](std::size_t begin, std::size_t end) { return take_step(begin, end, keep, length, z, p, u); },
        [](const Largest& a, const Largest& b) {
            return Largest{std::max(a.change, b.change), std::max(a.value, b.value)};
        });
}

}  // namespace trabecula::multigrid
