#include "imaging/resample.hpp"

#include "lattice/gaussian_filter.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace trabecula {

namespace {

/// Where a new voxel lies between two old ones along one axis.
struct Between {
    std::size_t low = 0;
    std::size_t high = 0;
    float share_of_high = 0.0F;
};

/// @param ratio  of the new spacing to the old
std::vector<Between> positions(int new_count, int old_count, double ratio)
{
    std::vector<Between> places(static_cast<std::size_t>(new_count));
    for (int i = 0; i < new_count; ++i) {
        const double at = std::clamp((i + 0.5) * ratio - 0.5, 0.0, old_count - 1.0);
        const auto low = static_cast<std::size_t>(at);
        places[static_cast<std::size_t>(i)] = {low, std::min(low + 1, static_cast<std::size_t>(old_count) - 1),
                                               static_cast<float>(at - static_cast<double>(low))};
    }
    return places;
}

float mix(float low, float high, const Between& place)
{
    return low + place.share_of_high * (high - low);
}

Grid resampled_grid(const Scan& scan, Micrometres spacing)
{
    constexpr double rounding = 1e-9;  // keeps 100 voxels of 20 um at 50 of 40 um
    const Grid& grid = scan.grid;
    const double ratio = spacing / grid.spacing;
    const auto count = [&](int n, double stretch) { return std::floor(n * stretch / ratio + rounding); };
    const double nx = count(grid.nx, scan.stretch.x);
    const double ny = count(grid.ny, scan.stretch.y);
    const double nz = count(grid.nz, scan.stretch.z);
    const double total = nx * ny * nz;
    if (!(spacing.value > 0.0) || !(total >= 1.0) || total > double{std::numeric_limits<std::uint32_t>::max()})
        throw InputError(
            fmt::format("a voxel size of {} um does not fit a scan of {} x {} x {} voxels of {} um; it must be "
                        "above 0, and make from 1 to 4294967295 voxels",
                        spacing.value, grid.nx, grid.ny, grid.nz, grid.spacing.value));
    return {static_cast<int>(nx), static_cast<int>(ny), static_cast<int>(nz), spacing};
}

/// Of the new spacing to the old one, along each axis.
Vector3 ratios(const Scan& scan, Micrometres spacing)
{
    const double ratio = spacing / scan.grid.spacing;
    return {ratio / scan.stretch.x, ratio / scan.stretch.y, ratio / scan.stretch.z};
}

void interpolate(const Scan& from, Scan& to)
{
    const Vector3 ratio = ratios(from, to.grid.spacing);
    const std::vector<Between> along_x = positions(to.grid.nx, from.grid.nx, ratio.x);
    const std::vector<Between> along_y = positions(to.grid.ny, from.grid.ny, ratio.y);
    const std::vector<Between> along_z = positions(to.grid.nz, from.grid.nz, ratio.z);
    const auto row = static_cast<std::size_t>(from.grid.nx);
    const std::size_t slice = row * static_cast<std::size_t>(from.grid.ny);
    for_blocks(along_z.size(), 1, [&](std::size_t z, std::size_t) {
        std::size_t next = z * along_x.size() * along_y.size();
        const Between& pz = along_z[z];
        for (const Between& py : along_y)
            for (const Between& px : along_x) {
                const auto along_row = [&](std::size_t zz, std::size_t yy) {
                    const float* const values = &from.grey[zz * slice + yy * row];
                    return mix(values[px.low], values[px.high], px);
                };
                const float below = mix(along_row(pz.low, py.low), along_row(pz.low, py.high), py);
                const float above = mix(along_row(pz.high, py.low), along_row(pz.high, py.high), py);
                to.grey[next++] = mix(below, above, pz);
            }
    });
}

/// The old position along one axis whose voxel holds the centre of each new one.
std::vector<int> nearest(int new_count, int old_count, double ratio)
{
    std::vector<int> places(static_cast<std::size_t>(new_count));
    for (int i = 0; i < new_count; ++i)
        places[static_cast<std::size_t>(i)] = std::min(static_cast<int>((i + 0.5) * ratio), old_count - 1);
    return places;
}

void pick_nearest(const Scan& from, Scan& to)
{
    if (from.inside.empty()) return;
    const Vector3 ratio = ratios(from, to.grid.spacing);
    const std::vector<int> along_x = nearest(to.grid.nx, from.grid.nx, ratio.x);
    const std::vector<int> along_y = nearest(to.grid.ny, from.grid.ny, ratio.y);
    const std::vector<int> along_z = nearest(to.grid.nz, from.grid.nz, ratio.z);
    to.inside.reserve(to.grid.size());
    for (const int z : along_z)
        for (const int y : along_y)
            for (const int x : along_x) to.inside.push_back(from.inside[from.grid.index({x, y, z})]);
}

template <class Value>
std::vector<Value> cropped(const Grid& grid, const std::vector<Value>& values, const Crop& box)
{
    std::vector<Value> part;
    if (values.empty()) return part;
    for (int z = 0; z < box.size.z; ++z)
        for (int y = 0; y < box.size.y; ++y) {
            const auto first = values.begin() +
                               static_cast<std::ptrdiff_t>(grid.index({box.first.x, box.first.y + y, box.first.z + z}));
            part.insert(part.end(), first, first + box.size.x);
        }
    return part;
}

}  // namespace

Scan crop(const Scan& scan, const Crop& box)
{
    const Grid& grid = scan.grid;
    const auto fits = [](int first, int size, int count) { return first >= 0 && size >= 1 && first <= count - size; };
    if (!fits(box.first.x, box.size.x, grid.nx) || !fits(box.first.y, box.size.y, grid.ny) ||
        !fits(box.first.z, box.size.z, grid.nz))
        throw InputError(fmt::format(
            "a crop of {} x {} x {} voxels from ({}, {}, {}) on does not lie in the scan of {} x {} x {} "
            "voxels; give a first voxel from 0 on, and a size above 0 that ends within the scan",
            box.size.x, box.size.y, box.size.z, box.first.x, box.first.y, box.first.z, grid.nx, grid.ny, grid.nz));
    Scan part{{box.size.x, box.size.y, box.size.z, grid.spacing},
              cropped(grid, scan.grey, box),
              scan.stretch,
              cropped(grid, scan.inside, box),
              scan.facts};
    return part;
}

Scan resample(const Scan& scan, Micrometres spacing)
{
    Scan result{resampled_grid(scan, spacing)};
    result.facts = scan.facts;
    result.grey.resize(result.grid.size());
    pick_nearest(scan, result);
    const Vector3 ratio = ratios(scan, spacing);
    if (std::max({ratio.x, ratio.y, ratio.z}) <= 1.0) {
        interpolate(scan, result);
        return result;
    }
    const auto sigma = [](double r) { return r > 1.0 ? 0.5 * std::sqrt(r * r - 1.0) : 0.0; };
    Scan smoothed = scan;
    smooth(smoothed.grid, smoothed.grey, Vector3{sigma(ratio.x), sigma(ratio.y), sigma(ratio.z)});
    interpolate(smoothed, result);
    return result;
}

}  // namespace trabecula
