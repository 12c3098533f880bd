#include "lattice/random_waves.hpp"

#include "core/parallel.hpp"
#include "core/random.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace trabecula {

namespace {

constexpr std::size_t wave_count = 384;
constexpr std::size_t lane_count = 16;  // voxels of a row that are summed together, in vector registers
constexpr std::size_t rows_per_block = 32;

/// cos(k . r + phase), with r in voxels from the centre of the box.
struct Wave {
    double kx = 0.0;
    double ky = 0.0;
    double kz = 0.0;
    double phase = 0.0;
};

using Lanes = std::array<float, lane_count>;

/// cos(kx x) and sin(kx x) of one wave for a run of neighbouring voxels.
struct AlongX {
    Lanes cosine;
    Lanes sine;
};

/// Amplitudes of one wave in one row, such that the row is `cosine * cos(kx x) - sine * sin(kx x)`.
struct InRow {
    float cosine = 0.0F;
    float sine = 0.0F;
};

std::vector<Wave> draw_waves(const RandomWaves& spec, const Grid& grid)
{
    constexpr double turn = 2.0 * std::numbers::pi;
    const double mean_k = turn * (grid.spacing / spec.wavelength);
    std::vector<Wave> waves(wave_count);
    for (std::size_t n = 0; n < wave_count; ++n) {
        RandomStream random(spec.seed, n, StepIndex{0}, spec.field);
        const double height = 2.0 * random.uniform() - 1.0;
        const double angle = turn * random.uniform();
        const double k = mean_k * (1.0 + spec.relative_band * (2.0 * random.uniform() - 1.0));
        const double across = k * std::sqrt(1.0 - height * height);
        waves[n] = {across * std::cos(angle), across * std::sin(angle), k * height / spec.stretch_z,
                    turn * random.uniform()};
    }
    return waves;
}

double from_centre(int voxel, int count)
{
    return voxel + 0.5 * (1 - count);
}

/// Entry [run * wave_count + n] is wave n along the run of `lane_count` voxels that begins at run * lane_count.
std::vector<AlongX> tabulate_along_x(const std::vector<Wave>& waves, int nx)
{
    const std::size_t runs = (static_cast<std::size_t>(nx) + lane_count - 1) / lane_count;
    std::vector<AlongX> table(runs * wave_count);
    for (std::size_t run = 0; run < runs; ++run)
        for (std::size_t n = 0; n < wave_count; ++n)
            for (std::size_t lane = 0; lane < lane_count; ++lane) {
                const double angle = waves[n].kx * from_centre(static_cast<int>(run * lane_count + lane), nx);
                table[run * wave_count + n].cosine[lane] = static_cast<float>(std::cos(angle));
                table[run * wave_count + n].sine[lane] = static_cast<float>(std::sin(angle));
            }
    return table;
}

void amplitudes_in_row(const std::vector<Wave>& waves, double y, double z, InRow* amplitudes)
{
    const double scale = std::sqrt(2.0 / static_cast<double>(wave_count));
    for (std::size_t n = 0; n < wave_count; ++n) {
        const double angle = waves[n].ky * y + waves[n].kz * z + waves[n].phase;
        amplitudes[n] = {static_cast<float>(scale * std::cos(angle)), static_cast<float>(scale * std::sin(angle))};
    }
}

Lanes sum_waves(const AlongX* along_x, const InRow* amplitudes)
{
    Lanes sum{};
    for (std::size_t n = 0; n < wave_count; ++n)
        for (std::size_t lane = 0; lane < lane_count; ++lane)
            sum[lane] += amplitudes[n].cosine * along_x[n].cosine[lane] - amplitudes[n].sine * along_x[n].sine[lane];
    return sum;
}

}  // namespace

std::vector<float> evaluate(const RandomWaves& spec, const Grid& grid)
{
    const std::vector<Wave> waves = draw_waves(spec, grid);
    const std::vector<AlongX> along_x = tabulate_along_x(waves, grid.nx);
    const auto nx = static_cast<std::size_t>(grid.nx);
    const auto ny = static_cast<std::size_t>(grid.ny);
    std::vector<float> field(grid.size());

    for_blocks(ny * static_cast<std::size_t>(grid.nz), rows_per_block, [&](std::size_t begin, std::size_t end) {
        std::vector<InRow> amplitudes((end - begin) * wave_count);
        for (std::size_t row = begin; row < end; ++row)
            amplitudes_in_row(waves, from_centre(static_cast<int>(row % ny), grid.ny),
                              from_centre(static_cast<int>(row / ny), grid.nz),
                              &amplitudes[(row - begin) * wave_count]);
        for (std::size_t x = 0; x < nx; x += lane_count)
            for (std::size_t row = begin; row < end; ++row) {
                const Lanes sum =
                    sum_waves(&along_x[x / lane_count * wave_count], &amplitudes[(row - begin) * wave_count]);
                std::copy_n(sum.begin(), std::min(lane_count, nx - x), &field[row * nx + x]);
            }
    });
    return field;
}

}  // namespace trabecula
