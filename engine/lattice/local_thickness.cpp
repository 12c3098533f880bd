#include "lattice/local_thickness.hpp"

#include "lattice/distance_map.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace trabecula {

namespace {

constexpr std::size_t voxels_per_block = 32768;
constexpr std::size_t slices_per_slab = 4;

/// A sphere about a voxel's centre: the voxels closer than the root of `squared_radius`.
struct Sphere {
    std::uint32_t centre = 0;
    std::int32_t squared_radius = 0;
};

bool comes_before(const Sphere& a, const Sphere& b)
{
    return a.squared_radius != b.squared_radius ? a.squared_radius > b.squared_radius : a.centre < b.centre;
}

/// Tells whether the voxels of one sphere are among those of a sphere about a neighbour.
class Containment {
  public:
    /// @param max_squared_radius  largest that will be asked for
    explicit Containment(std::int32_t max_squared_radius)
    {
        for (auto& farthest : farthest_) farthest.assign(static_cast<std::size_t>(max_squared_radius) + 1, 0);
        enter_farthest_voxels(max_squared_radius);
        for (auto& farthest : farthest_)
            std::inclusive_scan(farthest.begin(), farthest.end(), farthest.begin(),
                                [](std::int32_t a, std::int32_t b) { return std::max(a, b); });
    }

    /// @param axes  in how many coordinates the two centres differ, by one each: 1, 2 or 3
    bool holds(std::int32_t neighbour, int axes, std::int32_t squared_radius) const
    {
        return neighbour > farthest_[static_cast<std::size_t>(axes) - 1][static_cast<std::size_t>(squared_radius) - 1];
    }

  private:
    /// For each squared distance s at which voxels lie from a centre: the largest at which they lie from its neighbour.
    void enter_farthest_voxels(std::int32_t max)
    {
        for (std::int32_t x = 0; x * x <= max; ++x)
            for (std::int32_t y = 0; y <= x && x * x + y * y <= max; ++y)
                for (std::int32_t z = 0; z <= y && x * x + y * y + z * z <= max; ++z) {
                    const std::int32_t s = x * x + y * y + z * z;
                    const std::array<std::int32_t, 3> along{x, x + y, x + y + z};
                    for (std::size_t axes = 0; axes < 3; ++axes) {
                        std::int32_t& farthest = farthest_[axes][static_cast<std::size_t>(s)];
                        farthest = std::max(farthest, s + static_cast<std::int32_t>(axes) + 1 + 2 * along[axes]);
                    }
                }
    }

    std::array<std::vector<std::int32_t>, 3> farthest_;  // [axes - 1][s]; after the scan, of all distances up to s
};

bool is_covered(const Grid& grid, std::span<const std::int32_t> squared, std::span<const std::uint8_t> phase, Voxel v,
                const Containment& containment)
{
    for (int dz = -1; dz <= 1; ++dz)
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const Voxel n{v.x + dx, v.y + dy, v.z + dz};
                const int axes = dx * dx + dy * dy + dz * dz;
                if (axes == 0 || !grid.contains(n) || phase[grid.index(n)] == 0) continue;
                if (containment.holds(squared[grid.index(n)], axes, squared[grid.index(v)])) return true;
            }
    return false;
}

/// Largest squared radius of a sphere about a voxel of the phase; 0 when it has none.
std::int32_t largest_radius(std::span<const std::int32_t> squared, std::span<const std::uint8_t> phase)
{
    std::int32_t largest = 0;
    for (std::size_t i = 0; i < phase.size(); ++i)
        if (phase[i] != 0) largest = std::max(largest, squared[i]);
    return largest;
}

/// The spheres that are not inside a neighbour's, largest first.
std::vector<Sphere> ridge(const Grid& grid, std::span<const std::int32_t> squared, std::span<const std::uint8_t> phase)
{
    using Spheres = std::vector<Sphere>;
    const Containment containment(largest_radius(squared, phase));
    auto spheres = reduce_blocks(
        grid.size(), voxels_per_block, Spheres{},
        [&](std::size_t begin, std::size_t end) {
            Spheres found;
            for (std::size_t i = begin; i < end; ++i)
                if (phase[i] != 0 && squared[i] > 0 && !is_covered(grid, squared, phase, grid.voxel(i), containment))
                    found.push_back({static_cast<std::uint32_t>(i), squared[i]});
            return found;
        },
        [](Spheres all, const Spheres& more) {
            all.insert(all.end(), more.begin(), more.end());
            return all;
        });
    sort_unique_keys(spheres, comes_before);
    return spheres;
}

/// Voxels of some slices that no sphere has reached yet; the next one of a row is found in nearly constant time.
class Unreached {
  public:
    Unreached(const Grid& grid, std::span<const std::uint8_t> phase, int first_slice, int slices)
        : row_length_(static_cast<std::size_t>(grid.nx) + 1),
          rows_(static_cast<std::size_t>(grid.ny) * static_cast<std::size_t>(slices)),
          next_(row_length_ * rows_)
    {
        const std::size_t base = grid.index({0, 0, first_slice});
        for (std::size_t row = 0; row < rows_; ++row)
            for (std::size_t x = 0; x < row_length_; ++x) {
                const bool stays = x + 1 == row_length_ || phase[base + row * (row_length_ - 1) + x] != 0;
                next_[row * row_length_ + x] = static_cast<std::uint32_t>(stays ? x : x + 1);
            }
    }

    /// Takes the voxels from `begin` to before `end` of a row, and calls `visit(x)` for each not taken before.
    template <class Visit>
    void take(std::size_t row, std::uint32_t begin, std::uint32_t end, Visit&& visit)
    {
        for (std::uint32_t x = find(row, begin); x < end; x = find(row, x)) {
            visit(x);
            next_[row * row_length_ + x] = x + 1;
        }
    }

  private:
    std::uint32_t find(std::size_t row, std::uint32_t x)
    {
        std::uint32_t* const next = &next_[row * row_length_];
        while (next[x] != x) {
            next[x] = next[next[x]];
            x = next[x];
        }
        return x;
    }

    std::size_t row_length_;
    std::size_t rows_;
    std::vector<std::uint32_t> next_;
};

/// Largest whole number whose square is below `squared`; `squared` > 0.
int reach(std::int32_t squared)
{
    return static_cast<int>(std::ceil(std::sqrt(static_cast<double>(squared)))) - 1;
}

/// Gives the voxels of some slices the diameter of the first sphere, in the order given, that holds them.
void paint_slab(const Grid& grid, std::span<const Sphere> spheres, std::span<const std::uint8_t> phase, int first_slice,
                int slices, std::span<float> thickness_um)
{
    Unreached unreached(grid, phase, first_slice, slices);
    for (const Sphere& sphere : spheres) {
        const Voxel c = grid.voxel(std::size_t{sphere.centre});
        const int radius = reach(sphere.squared_radius);
        const auto diameter_um = static_cast<float>(2.0 * std::sqrt(sphere.squared_radius) * grid.spacing.value);
        for (int z = std::max(c.z - radius, first_slice); z <= std::min(c.z + radius, first_slice + slices - 1); ++z) {
            const std::int32_t in_slice = sphere.squared_radius - (z - c.z) * (z - c.z);
            const int height = reach(in_slice);
            for (int y = std::max(c.y - height, 0); y <= std::min(c.y + height, grid.ny - 1); ++y) {
                const int width = reach(in_slice - (y - c.y) * (y - c.y));
                const auto row = static_cast<std::size_t>(z - first_slice) * static_cast<std::size_t>(grid.ny) +
                                 static_cast<std::size_t>(y);
                float* const out = &thickness_um[grid.index({0, y, z})];
                unreached.take(row, static_cast<std::uint32_t>(std::max(c.x - width, 0)),
                               static_cast<std::uint32_t>(std::min(c.x + width, grid.nx - 1) + 1),
                               [&](std::uint32_t x) { out[x] = diameter_um; });
            }
        }
    }
}

/// Sums from which mean, spread and maximum follow.
struct Moments {
    std::size_t count = 0;
    double sum = 0.0;
    double sum_of_squares = 0.0;
    double max = 0.0;
};

Moments moments_of(std::span<const float> thickness_um, std::span<const std::uint8_t> phase)
{
    return reduce_blocks(
        thickness_um.size(), voxels_per_block, Moments{},
        [&](std::size_t begin, std::size_t end) {
            Moments part;
            for (std::size_t i = begin; i < end; ++i) {
                if (phase[i] == 0) continue;
                const double value = double{thickness_um[i]};
                ++part.count;
                part.sum += value;
                part.sum_of_squares += value * value;
                part.max = std::max(part.max, value);
            }
            return part;
        },
        [](const Moments& a, const Moments& b) {
            return Moments{a.count + b.count, a.sum + b.sum, a.sum_of_squares + b.sum_of_squares,
                           std::max(a.max, b.max)};
        });
}

}  // namespace

std::vector<float> local_thickness_um(const Grid& grid, std::span<const std::uint8_t> phase,
                                      std::span<const std::uint8_t> boundary)
{
    const std::vector<std::int32_t> squared = squared_distance_to(grid, boundary);
    if (squared.empty() || squared.front() == no_obstacle) return {};
    const std::vector<Sphere> spheres = ridge(grid, squared, phase);
    std::vector<float> thickness_um(grid.size(), 0.0F);
    for_blocks(static_cast<std::size_t>(grid.nz), slices_per_slab, [&](std::size_t begin, std::size_t end) {
        paint_slab(grid, spheres, phase, static_cast<int>(begin), static_cast<int>(end - begin), thickness_um);
    });
    return thickness_um;
}

std::optional<Thickness> thickness_of(const Grid& grid, std::span<const std::uint8_t> phase,
                                      std::span<const std::uint8_t> boundary)
{
    const Moments m = moments_of(local_thickness_um(grid, phase, boundary), phase);
    if (m.count == 0) return std::nullopt;
    const auto count = static_cast<double>(m.count);
    const double mean = m.sum / count;
    return Thickness{mean, std::sqrt(std::max(0.0, m.sum_of_squares / count - mean * mean)), m.max};
}

}  // namespace trabecula
