#include "lattice/gaussian_filter.hpp"

#include "core/parallel.hpp"
#include "core/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace trabecula;

namespace {

std::vector<float> noise(const Grid& grid)
{
    std::vector<float> values(grid.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        RandomStream random(1, i, StepIndex{0}, 0);
        values[i] = static_cast<float>(random.uniform());
    }
    return values;
}

double sum(const std::vector<float>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

TEST_CASE("A single voxel becomes the product of three Gaussians", "[gaussian_filter]")
{
    const double sigma = GENERATE(0.7, 1.0, 2.5);
    const Grid grid{35, 33, 37, {1.0}};
    std::vector<float> values(grid.size(), 0.0F);
    values[grid.index({17, 16, 18})] = 1.0F;
    smooth(grid, values, sigma);
    const auto weight = [&](int distance) { return std::exp(-0.5 * distance * distance / (sigma * sigma)); };
    double norm = 0.0;
    for (int d = -16; d <= 16; ++d)
        if (std::abs(d) <= static_cast<int>(4.0 * sigma + 0.5)) norm += weight(d);
    CHECK(values[grid.index({17, 16, 18})] == Approx(1.0 / (norm * norm * norm)));
    CHECK(values[grid.index({19, 15, 18})] == Approx(weight(2) * weight(1) / (norm * norm * norm)));
    CHECK(values[grid.index({17, 16, 20})] == Approx(weight(2) / (norm * norm * norm)));
    CHECK(sum(values) == Approx(1.0).epsilon(1e-6));
}

TEST_CASE("Smoothing keeps the sum, and a constant, up to the faces", "[gaussian_filter]")
{
    const auto grid = GENERATE(Grid{20, 17, 9, {1.0}}, Grid{3, 40, 1, {1.0}});
    const double sigma = GENERATE(1.0, 4.0);
    std::vector<float> values = noise(grid);
    const double before = sum(values);
    smooth(grid, values, sigma);
    CHECK(sum(values) == Approx(before).epsilon(1e-5));

    std::vector<float> constant(grid.size(), 3.0F);
    smooth(grid, constant, sigma);
    for (const float value : constant) CHECK(value == Approx(3.0F).epsilon(1e-6));
}

TEST_CASE("A sigma of 0 changes nothing", "[gaussian_filter]")
{
    const Grid grid{5, 6, 7, {1.0}};
    std::vector<float> values = noise(grid);
    smooth(grid, values, 0.0);
    CHECK(values == noise(grid));
}

TEST_CASE("Smoothing gives the same bits on any number of threads", "[gaussian_filter][determinism]")
{
    const Grid grid{45, 37, 29, {1.0}};
    const auto smoothed = [&](int threads) {
        const ThreadLimit limit(threads);
        std::vector<float> values = noise(grid);
        smooth(grid, values, 1.5);
        return values;
    };
    const auto expected = smoothed(1);
    CHECK(smoothed(2) == expected);
    CHECK(smoothed(4) == expected);
}
