#include "fields/conjugate_gradients.hpp"

namespace trabecula::multigrid {

Step next_step(const Products& of, double curvature)
{
    Step step;
    step.keep = curvature > 0.0 ? -of.paz / curvature : 0.0;
    step.curvature = of.zaz + step.keep * of.paz;
    if (!(step.curvature > 1e-6 * of.zaz)) step = {0.0, 0.0, of.zaz};  // z hardly differs from p
    if (step.curvature > 0.0) step.length = (of.zr + step.keep * of.pr) / step.curvature;
    return step;
}

Largest take_step(const Step& step, const LevelShape& shape, const float* z, float* p, float* u, int j, int k)
{
    const auto keep = static_cast<float>(step.keep);
    const auto length = static_cast<float>(step.length);
    const std::ptrdiff_t begin = shape.row(j, k);
    Eight change{};
    Eight value{};
    for (std::ptrdiff_t i = begin; i < begin + shape.pitch(); i += 8) {
        const Eight direction = lanes::load(z + i) + keep * lanes::load(p + i);
        const Eight added = length * direction;
        const Eight next = lanes::load(u + i) + added;
        lanes::store(direction, p + i);
        lanes::store(next, u + i);
        change = lanes::larger(lanes::magnitude(added), change);
        value = lanes::larger(lanes::magnitude(next), value);
    }
    return {lanes::largest_of(change), lanes::largest_of(value)};
}

}  // namespace trabecula::multigrid
