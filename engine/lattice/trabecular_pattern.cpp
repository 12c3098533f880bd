#include "lattice/trabecular_pattern.hpp"

#include "lattice/components.hpp"
#include "lattice/tissue.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>

namespace trabecula {

namespace {

constexpr std::size_t voxels_per_block = 32768;
constexpr int threshold_attempts = 12;

/// Change of the level per voxel, along the steepest descent.
float slope(const Grid& grid, std::span<const float> level, Voxel v)
{
    const auto along = [&](Voxel low, Voxel high, int distance) {
        return distance == 0 ? 0.0F : (level[grid.index(high)] - level[grid.index(low)]) / static_cast<float>(distance);
    };
    const int x0 = std::max(v.x - 1, 0), x1 = std::min(v.x + 1, grid.nx - 1);
    const int y0 = std::max(v.y - 1, 0), y1 = std::min(v.y + 1, grid.ny - 1);
    const int z0 = std::max(v.z - 1, 0), z1 = std::min(v.z + 1, grid.nz - 1);
    const float dx = along({x0, v.y, v.z}, {x1, v.y, v.z}, x1 - x0);
    const float dy = along({v.x, y0, v.z}, {v.x, y1, v.z}, y1 - y0);
    const float dz = along({v.x, v.y, z0}, {v.x, v.y, z1}, z1 - z0);
    return std::sqrt(dx * dx + dy * dy + dz * dz);
}

/// Slope at every voxel.
std::vector<float> slopes_of(const Grid& grid, std::span<const float> level)
{
    std::vector<float> slopes(level.size());
    for_blocks(slopes.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) slopes[i] = slope(grid, level, grid.voxel(i));
    });
    return slopes;
}

/// Share of each voxel below the threshold, from the distance of its centre to the threshold along the slope.
std::vector<float> fractions_below(std::span<const float> level, std::span<const float> slopes, float threshold)
{
    std::vector<float> fraction(level.size());
    for_blocks(fraction.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            fraction[i] = std::clamp(0.5F + (threshold - level[i]) / std::max(slopes[i], 1e-12F), 0.0F, 1.0F);
    });
    return fraction;
}

bool touches(const Grid& grid, std::span<const std::uint8_t> mask, Voxel v)
{
    for (int z = std::max(v.z - 1, 0); z <= std::min(v.z + 1, grid.nz - 1); ++z)
        for (int y = std::max(v.y - 1, 0); y <= std::min(v.y + 1, grid.ny - 1); ++y)
            for (int x = std::max(v.x - 1, 0); x <= std::min(v.x + 1, grid.nx - 1); ++x)
                if (mask[grid.index({x, y, z})] != 0) return true;
    return false;
}

std::vector<std::uint8_t> bone_mask(const std::vector<float>& fraction)
{
    std::vector<std::uint8_t> mask(fraction.size());
    std::transform(fraction.begin(), fraction.end(), mask.begin(),
                   [](float f) { return f >= surface_fraction ? 1 : 0; });
    return mask;
}

/// Leaves the largest piece, without cavities, and the partly filled voxels next to it.
void make_one_piece(const Grid& grid, std::vector<float>& fraction)
{
    std::vector<std::uint8_t> mask = bone_mask(fraction);
    keep_largest_component(grid, mask);
    fill_cavities(grid, mask);
    for_blocks(fraction.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const bool is_bone = fraction[i] >= surface_fraction;
            if (mask[i] != 0 && !is_bone) fraction[i] = 1.0F;
            if (mask[i] == 0 && (is_bone || (fraction[i] > 0.0F && !touches(grid, mask, grid.voxel(i)))))
                fraction[i] = 0.0F;
        }
    });
}

double mean(const std::vector<float>& values)
{
    const double sum = reduce_blocks(
        values.size(), voxels_per_block, 0.0,
        [&](std::size_t begin, std::size_t end) {
            return std::accumulate(&values[begin], &values[begin] + (end - begin), 0.0);
        },
        std::plus<>());
    return sum / static_cast<double>(values.size());
}

/// The level that a share of all voxels lie below.
float quantile(std::vector<float> level, double share)
{
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(level.size() - 1));
    const auto place = level.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(level.begin(), place, level.end());
    return *place;
}

BonePiece piece_below(const Grid& grid, std::span<const float> level, std::span<const float> slopes, float threshold)
{
    BonePiece piece{fractions_below(level, slopes, threshold), 0.0};
    make_one_piece(grid, piece.bone_fraction);
    piece.bv_tv = mean(piece.bone_fraction);
    return piece;
}

}  // namespace

std::vector<float> trabecular_level(const RandomWaves& waves, const Grid& grid, Number plates)
{
    RandomWaves next = waves;
    std::vector<float> f = evaluate(next, grid);
    ++next.field;
    const std::vector<float> g = evaluate(next, grid);
    ++next.field;
    const std::vector<float> h = evaluate(next, grid);
    const auto plate_weight = static_cast<float>(plates.value);
    for_blocks(f.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const float ff = f[i] * f[i];
            const float gg = g[i] * g[i];
            const float hh = h[i] * h[i];
            f[i] = std::sqrt((1.0F - plate_weight) * (ff * gg + gg * hh + hh * ff) + plate_weight * ff);
        }
    });
    return f;
}

BonePiece bone_piece_below(const Grid& grid, const std::vector<float>& level, Number bv_tv, Number tolerance)
{
    const std::vector<float> slopes = slopes_of(grid, level);
    const auto miss = [&](const BonePiece& piece) { return std::abs(piece.bv_tv - bv_tv.value); };
    BonePiece best{{}, -1.0};
    double share = bv_tv.value;
    double too_low = 0.0;
    double too_high = 1.0;
    for (int attempt = 0; attempt < threshold_attempts && miss(best) > tolerance.value; ++attempt) {
        BonePiece piece = piece_below(grid, level, slopes, quantile(level, share));
        (piece.bv_tv < bv_tv.value ? too_low : too_high) = share;
        share += bv_tv.value - piece.bv_tv;
        if (share <= too_low || share >= too_high) share = 0.5 * (too_low + too_high);
        if (miss(piece) < miss(best)) best = std::move(piece);
    }
    return best;
}

}  // namespace trabecula
