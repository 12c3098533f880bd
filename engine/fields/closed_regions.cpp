#include "fields/closed_regions.hpp"

#include "lattice/components.hpp"

#include <algorithm>
#include <numeric>

namespace trabecula {

namespace {

/// Which components are one region: each knows a component of its region, the first one itself.
class Regions {
  public:
    explicit Regions(std::size_t components) : joined_to_(components)
    {
        std::iota(joined_to_.begin(), joined_to_.end(), std::size_t{0});
    }
    std::size_t first_of(std::size_t component) const
    {
        while (joined_to_[component] != component) component = joined_to_[component];
        return component;
    }
    void join(std::size_t a, std::size_t b)
    {
        a = first_of(a);
        b = first_of(b);
        joined_to_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::size_t> joined_to_;
};

}  // namespace

ClosedRegions::ClosedRegions(const Grid& grid, const LevelShape& shape, std::span<const std::uint8_t> conducts,
                             std::span<const std::pair<Voxel, Voxel>> wrapped)
{
    const Components components = find_components(grid, conducts, Connectivity::faces);
    const auto largest = components.largest();
    if (!largest) return;
    Regions regions(components.list.size());
    for (const auto& [low, high] : wrapped) {
        const std::uint32_t a = components.label[grid.index(low)];
        const std::uint32_t b = components.label[grid.index(high)];
        if (a == 0 || b == 0 || components.list[a - 1].voxels < 2 || components.list[b - 1].voxels < 2) continue;
        regions.join(a - 1, b - 1);
    }
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> voxels(components.list.size(), 0);  // by the region's first component
    for (std::size_t c = 0; c < voxels.size(); ++c) voxels[regions.first_of(c)] += components.list[c].voxels;
    std::vector<std::size_t> number(components.list.size(), none);
    for (std::size_t c = 0; c < voxels.size(); ++c) {
        if (voxels[c] < 2 || c == regions.first_of(*largest)) continue;
        number[c] = count();
        starts_.push_back(starts_.back() + voxels[c]);
    }
    voxels_.resize(starts_.back());
    std::vector<std::size_t> next = starts_;
    for (std::size_t i = 0; i < components.label.size(); ++i) {
        if (components.label[i] == 0) continue;
        const std::size_t r = number[regions.first_of(components.label[i] - 1)];
        if (r == none) continue;
        const Voxel v = grid.voxel(i);
        voxels_[next[r]++] = static_cast<std::uint32_t>(shape.slot(v.x, v.y, v.z));
    }
}

}  // namespace trabecula
