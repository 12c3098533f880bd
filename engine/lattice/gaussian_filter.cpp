#include "lattice/gaussian_filter.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

constexpr std::size_t lane_count = 16;  // neighbouring lines that are filtered together
constexpr std::size_t groups_per_block = 16;

/// Weights at distances 0, 1, 2, ...; the sum over both sides is 1.
std::vector<double> half_kernel(double sigma)
{
    std::vector<double> weights(static_cast<std::size_t>(4.0 * sigma + 0.5) + 1);
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double distance = static_cast<double>(i) / sigma;
        weights[i] = std::exp(-0.5 * distance * distance);
        sum += i == 0 ? weights[i] : 2.0 * weights[i];
    }
    for (double& weight : weights) weight /= sum;
    return weights;
}

/// The position in [0, count) that a position beyond the ends mirrors to.
std::size_t mirrored(std::ptrdiff_t position, std::size_t count)
{
    const auto period = static_cast<std::ptrdiff_t>(2 * count);
    const std::ptrdiff_t wrapped = ((position % period) + period) % period;
    return static_cast<std::size_t>(wrapped < static_cast<std::ptrdiff_t>(count) ? wrapped : period - 1 - wrapped);
}

using Lanes = std::array<double, lane_count>;

/// Up to `lane_count` lines of equal direction whose values stand at first + lane * across + i * along.
struct Lines {
    std::size_t first = 0;
    std::size_t across = 0;
    std::size_t lanes = 0;
    std::size_t along = 0;
    std::size_t count = 0;
};

void smooth_lines(std::vector<float>& values, const Lines& lines, const std::vector<double>& kernel,
                  std::vector<Lanes>& padded)
{
    const std::size_t radius = kernel.size() - 1;
    for (std::size_t i = 0; i < lines.count + 2 * radius; ++i) {
        const auto position = static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(radius);
        const std::size_t from = lines.first + mirrored(position, lines.count) * lines.along;
        for (std::size_t lane = 0; lane < lines.lanes; ++lane)
            padded[i][lane] = double{values[from + lane * lines.across]};
    }
    for (std::size_t i = 0; i < lines.count; ++i) {
        const Lanes* const centre = &padded[i + radius];
        Lanes sum;
        for (std::size_t lane = 0; lane < lane_count; ++lane) sum[lane] = kernel[0] * (*centre)[lane];
        for (std::size_t d = 1; d <= radius; ++d)
            for (std::size_t lane = 0; lane < lane_count; ++lane)
                sum[lane] += kernel[d] * (*(centre - d))[lane] + kernel[d] * (*(centre + d))[lane];
        const std::size_t to = lines.first + i * lines.along;
        for (std::size_t lane = 0; lane < lines.lanes; ++lane)
            values[to + lane * lines.across] = static_cast<float>(sum[lane]);
    }
}

/// One axis: `planes` stacks of `width` neighbouring lines.
struct Axis {
    std::size_t planes = 0;
    std::size_t plane_stride = 0;
    std::size_t width = 0;
    std::size_t across = 0;
    std::size_t along = 0;
    std::size_t count = 0;
};

void smooth_axis(std::vector<float>& values, const Axis& axis, const std::vector<double>& kernel)
{
    const std::size_t groups = (axis.width + lane_count - 1) / lane_count;
    for_blocks(axis.planes * groups, groups_per_block, [&](std::size_t begin, std::size_t end) {
        std::vector<Lanes> padded(axis.count + 2 * (kernel.size() - 1), Lanes{});
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t lane = i % groups * lane_count;
            const std::size_t first = i / groups * axis.plane_stride + lane * axis.across;
            smooth_lines(values, {first, axis.across, std::min(lane_count, axis.width - lane), axis.along, axis.count},
                         kernel, padded);
        }
    });
}

}  // namespace

void smooth(const Grid& grid, std::vector<float>& values, double sigma_voxels)
{
    smooth(grid, values, Vector3{sigma_voxels, sigma_voxels, sigma_voxels});
}

void smooth(const Grid& grid, std::vector<float>& values, const Vector3& sigma_voxels)
{
    const auto nx = static_cast<std::size_t>(grid.nx);
    const auto ny = static_cast<std::size_t>(grid.ny);
    const auto nz = static_cast<std::size_t>(grid.nz);
    if (sigma_voxels.z > 0.0) smooth_axis(values, {ny, nx, nx, 1, nx * ny, nz}, half_kernel(sigma_voxels.z));
    if (sigma_voxels.y > 0.0) smooth_axis(values, {nz, nx * ny, nx, 1, nx, ny}, half_kernel(sigma_voxels.y));
    if (sigma_voxels.x > 0.0) smooth_axis(values, {nz, nx * ny, ny, nx, 1, nx}, half_kernel(sigma_voxels.x));
}

}  // namespace trabecula
