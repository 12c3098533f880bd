#include "lattice/distance_map.hpp"

#include "core/parallel.hpp"

#include <algorithm>

namespace trabecula {

namespace {

constexpr std::size_t lines_per_block = 64;

/// One line of voxels through the volume.
struct Line {
    std::size_t first = 0;
    std::size_t stride = 1;
    std::size_t count = 0;
};

/// Parabolas of which the lower envelope is made: apex position, and from where on each is the lowest.
struct Envelope {
    explicit Envelope(std::size_t length) : apex(length), from(length), height(length) {}
    std::vector<std::int64_t> apex;
    std::vector<std::int64_t> from;
    std::vector<std::int64_t> height;
};

std::int64_t floor_divide(std::int64_t numerator, std::int64_t denominator)
{
    const std::int64_t quotient = numerator / denominator;
    return numerator % denominator < 0 ? quotient - 1 : quotient;
}

/// First integer position at which the parabola of the later apex is the lower one.
std::int64_t overtakes_at(std::int64_t earlier, std::int64_t its_height, std::int64_t later, std::int64_t later_height)
{
    return 1 + floor_divide(later * later - earlier * earlier + later_height - its_height, 2 * (later - earlier));
}

std::size_t build_envelope(std::span<const std::int32_t> squared, const Line& line, Envelope& envelope)
{
    std::size_t parabolas = 0;
    for (std::size_t i = 0; i < line.count; ++i) {
        const std::int32_t height = squared[line.first + i * line.stride];
        if (height == no_obstacle) continue;
        const auto apex = static_cast<std::int64_t>(i);
        std::int64_t from = 0;
        while (parabolas > 0) {
            from = overtakes_at(envelope.apex[parabolas - 1], envelope.height[parabolas - 1], apex, height);
            if (from > envelope.from[parabolas - 1]) break;
            --parabolas;
        }
        if (parabolas > 0 && from >= static_cast<std::int64_t>(line.count)) continue;
        envelope.apex[parabolas] = apex;
        envelope.height[parabolas] = height;
        envelope.from[parabolas] = parabolas == 0 ? 0 : from;
        ++parabolas;
    }
    return parabolas;
}

void lower_envelope(std::span<std::int32_t> squared, const Line& line, Envelope& envelope)
{
    const std::size_t parabolas = build_envelope(squared, line, envelope);
    if (parabolas == 0) return;
    std::size_t lowest = 0;
    for (std::size_t i = 0; i < line.count; ++i) {
        const auto at = static_cast<std::int64_t>(i);
        while (lowest + 1 < parabolas && envelope.from[lowest + 1] <= at) ++lowest;
        const std::int64_t offset = at - envelope.apex[lowest];
        squared[line.first + i * line.stride] = static_cast<std::int32_t>(offset * offset + envelope.height[lowest]);
    }
}

/// Runs the envelope over `lines` lines; `line_at(i)` says where line i lies.
template <class LineAt>
void sweep(std::span<std::int32_t> squared, std::size_t lines, std::size_t length, LineAt&& line_at)
{
    for_blocks(lines, lines_per_block, [&](std::size_t begin, std::size_t end) {
        Envelope envelope(length);
        for (std::size_t i = begin; i < end; ++i) lower_envelope(squared, line_at(i), envelope);
    });
}

}  // namespace

std::vector<std::int32_t> squared_distance_to(const Grid& grid, std::span<const Material> material, Material obstacle)
{
    const auto nx = static_cast<std::size_t>(grid.nx);
    const auto ny = static_cast<std::size_t>(grid.ny);
    const auto nz = static_cast<std::size_t>(grid.nz);
    std::vector<std::int32_t> squared(grid.size());
    std::transform(material.begin(), material.end(), squared.begin(),
                   [&](Material m) { return m == obstacle ? 0 : no_obstacle; });

    sweep(squared, ny * nz, nx, [&](std::size_t row) { return Line{row * nx, 1, nx}; });
    sweep(squared, nx * nz, ny, [&](std::size_t i) { return Line{i / nx * nx * ny + i % nx, nx, ny}; });
    sweep(squared, nx * ny, nz, [&](std::size_t i) { return Line{i, nx * ny, nz}; });
    return squared;
}

}  // namespace trabecula
