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

/// Which voxels belong to the phase.
struct PhaseVoxels {
    std::span<const Material> material;
    Material its;
    bool has(std::size_t voxel) const { return material[voxel] == its; }
};

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

bool is_covered(const Grid& grid, std::span<const std::int32_t> squared, const PhaseVoxels& phase, Voxel v,
                const Containment& containment)
{
    for (int dz = -1; dz <= 1; ++dz)
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const Voxel n{v.x + dx, v.y + dy, v.z + dz};
                const int axes = dx * dx + dy * dy + dz * dz;
                if (axes == 0 || !grid.contains(n) || !phase.has(grid.index(n))) continue;
                if (containment.holds(squared[grid.index(n)], axes, squared[grid.index(v)])) return true;
            }
    return false;
}

/// Largest squared radius of a sphere about a voxel of the phase; 0 when it has none.
std::int32_t largest_radius(std::span<const std::int32_t> squared, const PhaseVoxels& phase)
{
    std::int32_t largest = 0;
    for (std::size_t i = 0; i < squared.size(); ++i)
        if (phase.has(i)) largest = std::max(largest, squared[i]);
    return largest;
}

/// Spheres about voxel centres, each of the voxels closer than the root of its squared radius; largest first, in few
/// bytes each: the centres, in order for each radius, and where in their list a radius ends.
struct Spheres {
    struct Run {
        std::int32_t squared_radius = 0;
        std::size_t end = 0;
    };
    std::vector<std::uint32_t> centre;
    std::vector<Run> runs;
};

/// Centres of the spheres that are not inside a neighbour's, in order of the voxels.
std::vector<std::uint32_t> ridge(const Grid& grid, std::span<const std::int32_t> squared, const PhaseVoxels& phase)
{
    const Containment containment(largest_radius(squared, phase));
    std::vector<std::vector<std::uint32_t>> parts((grid.size() + voxels_per_block - 1) / voxels_per_block);
    for_blocks(grid.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        std::vector<std::uint32_t>& found = parts[begin / voxels_per_block];
        for (std::size_t i = begin; i < end; ++i)
            if (phase.has(i) && squared[i] > 0 && !is_covered(grid, squared, phase, grid.voxel(i), containment))
                found.push_back(static_cast<std::uint32_t>(i));
        found.shrink_to_fit();
    });
    std::vector<std::uint32_t> centres;
    centres.reserve(std::accumulate(parts.begin(), parts.end(), std::size_t{0},
                                    [](std::size_t sum, const auto& part) { return sum + part.size(); }));
    for (const auto& part : parts) centres.insert(centres.end(), part.begin(), part.end());
    return centres;
}

Spheres largest_first(std::vector<std::uint32_t> centres, std::span<const std::int32_t> squared)
{
    sort_unique_keys(centres, [&](std::uint32_t a, std::uint32_t b) {
        return squared[a] != squared[b] ? squared[a] > squared[b] : a < b;
    });
    Spheres spheres{std::move(centres), {}};
    for (std::size_t i = 0; i < spheres.centre.size(); ++i) {
        const std::int32_t radius = squared[spheres.centre[i]];
        if (spheres.runs.empty() || spheres.runs.back().squared_radius != radius) spheres.runs.push_back({radius, i});
        ++spheres.runs.back().end;
    }
    return spheres;
}

/// Voxels of some slices that no sphere has reached yet; the next one of a row is found in nearly constant time.
class Unreached {
  public:
    Unreached(const Grid& grid, const PhaseVoxels& phase, int first_slice, int slices)
        : row_length_(static_cast<std::size_t>(grid.nx) + 1),
          rows_(static_cast<std::size_t>(grid.ny) * static_cast<std::size_t>(slices)),
          next_(row_length_ * rows_)
    {
        const std::size_t base = grid.index({0, 0, first_slice});
        for (std::size_t row = 0; row < rows_; ++row)
            for (std::size_t x = 0; x < row_length_; ++x) {
                const bool stays = x + 1 == row_length_ || phase.has(base + row * (row_length_ - 1) + x);
                next_[row * row_length_ + x] = static_cast<std::uint16_t>(stays ? x : x + 1);
            }
    }

    /// Takes the voxels from `begin` to before `end` of a row, and calls `visit(x)` for each not taken before.
    template <class Visit>
    void take(std::size_t row, std::uint32_t begin, std::uint32_t end, Visit&& visit)
    {
        for (std::uint32_t x = find(row, begin); x < end; x = find(row, x)) {
            visit(x);
            next_[row * row_length_ + x] = static_cast<std::uint16_t>(x + 1);
        }
    }

  private:
    std::uint32_t find(std::size_t row, std::uint32_t x)
    {
        std::uint16_t* const next = &next_[row * row_length_];
        while (next[x] != x) {
            next[x] = next[next[x]];
            x = next[x];
        }
        return x;
    }

    std::size_t row_length_;
    std::size_t rows_;
    std::vector<std::uint16_t> next_;  // edges stay below 26,000 voxels (lattice/distance_map.hpp)
};

/// Largest whole number whose square is below `squared`; `squared` > 0.
int reach(std::int32_t squared)
{
    return static_cast<int>(std::ceil(std::sqrt(static_cast<double>(squared)))) - 1;
}

/// Slices of the box that are painted together.
struct Slab {
    int first = 0;
    int slices = 0;
    int last() const { return first + slices - 1; }
};

/// Gives the voxels of a slab that lie in a sphere, and in none before it, its squared radius.
void paint_sphere(const Grid& grid, Voxel c, std::int32_t squared, Slab slab, Unreached& unreached,
                  std::span<std::int32_t> squared_radius)
{
    const int radius = reach(squared);
    for (int z = std::max(c.z - radius, slab.first); z <= std::min(c.z + radius, slab.last()); ++z) {
        const std::int32_t in_slice = squared - (z - c.z) * (z - c.z);
        const int height = reach(in_slice);
        for (int y = std::max(c.y - height, 0); y <= std::min(c.y + height, grid.ny - 1); ++y) {
            const int width = reach(in_slice - (y - c.y) * (y - c.y));
            const auto row = static_cast<std::size_t>(z - slab.first) * static_cast<std::size_t>(grid.ny) +
                             static_cast<std::size_t>(y);
            std::int32_t* const out = &squared_radius[grid.index({0, y, z})];
            unreached.take(row, static_cast<std::uint32_t>(std::max(c.x - width, 0)),
                           static_cast<std::uint32_t>(std::min(c.x + width, grid.nx - 1) + 1),
                           [&](std::uint32_t x) { out[x] = squared; });
        }
    }
}

/// Paints the spheres that reach a slab, in their order.
void paint_slab(const Grid& grid, const Spheres& spheres, const PhaseVoxels& phase, Slab slab,
                std::span<std::int32_t> squared_radius)
{
    Unreached unreached(grid, phase, slab.first, slab.slices);
    const std::size_t slice = static_cast<std::size_t>(grid.nx) * static_cast<std::size_t>(grid.ny);
    auto first = spheres.centre.begin();
    for (const Spheres::Run& run : spheres.runs) {
        const int radius = reach(run.squared_radius);
        const std::size_t below = grid.index({0, 0, std::max(slab.first - radius, 0)});
        const std::size_t above = slice * static_cast<std::size_t>(slab.last() + radius + 1);
        const auto end = spheres.centre.begin() + static_cast<std::ptrdiff_t>(run.end);
        for (auto at = std::lower_bound(first, end, below); at != end && *at < above; ++at)
            paint_sphere(grid, grid.voxel(std::size_t{*at}), run.squared_radius, slab, unreached, squared_radius);
        first = end;
    }
}

/// Squared radius, in voxels, of the largest sphere that holds each voxel of the phase; 0 beyond it; empty without a
/// boundary. The distance map is painted over, since the spheres say all that is still needed of it.
std::vector<std::int32_t> largest_spheres(const Grid& grid, std::span<const Material> material, Phase phase)
{
    std::vector<std::int32_t> squared = squared_distance_to(grid, material, phase.boundary);
    if (squared.empty() || squared.front() == no_obstacle) return {};
    const PhaseVoxels voxels{material, phase.its};
    const Spheres spheres = largest_first(ridge(grid, squared, voxels), squared);
    for_blocks(static_cast<std::size_t>(grid.nz), slices_per_slab, [&](std::size_t begin, std::size_t end) {
        const std::size_t first = grid.index({0, 0, static_cast<int>(begin)});
        const std::size_t last = grid.index({0, 0, static_cast<int>(end)});
        std::fill(squared.data() + first, squared.data() + last, 0);
        paint_slab(grid, spheres, voxels, {static_cast<int>(begin), static_cast<int>(end - begin)}, squared);
    });
    return squared;
}

double diameter_um(const Grid& grid, std::size_t squared_radius)
{
    return 2.0 * std::sqrt(static_cast<double>(squared_radius)) * grid.spacing.value;
}

/// Voxels of the phase by squared radius.
std::vector<std::size_t> histogram_of(std::span<const std::int32_t> squared_radius, const PhaseVoxels& phase)
{
    std::vector<std::size_t> voxels(static_cast<std::size_t>(largest_radius(squared_radius, phase)) + 1);
    for (std::size_t i = 0; i < squared_radius.size(); ++i)
        if (phase.has(i)) ++voxels[static_cast<std::size_t>(squared_radius[i])];
    return voxels;
}

}  // namespace

std::vector<float> local_thickness_um(const Grid& grid, std::span<const Material> material, Phase phase)
{
    const std::vector<std::int32_t> squared = largest_spheres(grid, material, phase);
    std::vector<float> thickness_um(squared.size());
    for_blocks(squared.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            thickness_um[i] = static_cast<float>(diameter_um(grid, static_cast<std::size_t>(squared[i])));
    });
    return thickness_um;
}

std::optional<Thickness> thickness_of(const Grid& grid, std::span<const Material> material, Phase phase)
{
    const std::vector<std::int32_t> squared_radius = largest_spheres(grid, material, phase);
    if (squared_radius.empty()) return std::nullopt;
    const std::vector<std::size_t> voxels = histogram_of(squared_radius, {material, phase.its});
    const auto count = static_cast<double>(std::accumulate(voxels.begin(), voxels.end(), std::size_t{0}));
    if (count == 0.0) return std::nullopt;
    double sum_um = 0.0;
    double sum_um2 = 0.0;
    for (std::size_t squared = 0; squared < voxels.size(); ++squared) {
        const double total_um = static_cast<double>(voxels[squared]) * diameter_um(grid, squared);
        sum_um += total_um;
        sum_um2 += total_um * diameter_um(grid, squared);
    }
    const double mean_um = sum_um / count;
    const double variance_um2 = sum_um2 / count - mean_um * mean_um;
    return Thickness{mean_um, std::sqrt(std::max(0.0, variance_um2)), diameter_um(grid, voxels.size() - 1)};
}

}  // namespace trabecula
