#include "diffusion_problem.hpp"

#include "fields/multigrid.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using namespace trabecula::test;

namespace {

/// Sum of products of two fields, in double.
double product(const LevelShape& shape, const LevelArray<float>& a, const LevelArray<float>& b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < shape.slots(); ++i) sum += double{a.data()[i]} * double{b.data()[i]};
    return sum;
}

/// Random values in the cells, nothing in what pads them.
LevelArray<float> random_values(const LevelShape& shape, std::uint8_t purpose)
{
    LevelArray<float> values(shape);
    std::uint64_t n = 0;
    for (int k = 0; k < shape.z.cells(); ++k)
        for (int j = 0; j < shape.y.cells(); ++j)
            for (int i = 0; i < shape.x.cells(); ++i)
                values.data()[shape.slot(i, j, k)] = static_cast<float>(random_number(n++, purpose) - 0.5);
    return values;
}

/// -A u
LevelArray<float> applied(const CoarseLevel& level, const LevelArray<float>& u)
{
    const LevelArray<float> nothing(level.shape);
    LevelArray<float> result(level.shape);
    multigrid::for_rows(level.shape, [&](int j, int k) {
        multigrid::compute_residual(level, nothing.data(), u.data(), result.data(), j, k);
    });
    return result;
}

}  // namespace

TEST_CASE("Coarse operators are symmetric, and remove what the voxels do", "[fields][multigrid]")
{
    const Grid grid = GENERATE(box(23, 18, 11), box(32, 32, 32), box(40, 5, 9));
    const double in_bone = GENERATE(0.0, 3.6e4);
    Setup problem(grid);
    add_random_bone(problem, 0.25);
    Neighbourhoods neighbourhoods(grid);
    neighbourhoods.assign(problem.materials);
    const LevelShape shape = shape_of(grid);
    const VoxelLevel voxels{shape, neighbourhoods.codes(), neighbourhoods.deep(),
                            face_rates(grid.spacing, Diffusivity{problem.in_marrow}, Diffusivity{in_bone}), 1.5F};
    CoarseLevel finer(shape.coarsened());
    multigrid::coarsen(voxels, finer);
    CoarseLevel coarser(finer.shape.coarsened());
    multigrid::coarsen(finer, coarser);
    for (const CoarseLevel* level : {&finer, &coarser}) {
        const LevelArray<float> x = random_values(level->shape, 7);
        const LevelArray<float> y = random_values(level->shape, 8);
        const LevelArray<float> of_x = applied(*level, x);
        const double scale = -product(level->shape, x, of_x);
        CHECK(scale > 0.0);
        CHECK(std::abs(product(level->shape, of_x, y) - product(level->shape, x, applied(*level, y))) < 1e-6 * scale);
    }
    if (in_bone == 0.0) return;
    LevelArray<float> ones(coarser.shape);
    for (int k = 0; k < coarser.shape.z.cells(); ++k)
        for (int j = 0; j < coarser.shape.y.cells(); ++j)
            for (int i = 0; i < coarser.shape.x.cells(); ++i) ones.data()[coarser.shape.slot(i, j, k)] = 1.0F;
    CHECK(-product(coarser.shape, ones, applied(coarser, ones)) == Approx(1.5 * static_cast<double>(grid.size())));
}
