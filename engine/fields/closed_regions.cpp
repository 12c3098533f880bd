#include "fields/closed_regions.hpp"

#include "lattice/components.hpp"

#include <numeric>

namespace trabecula {

ClosedRegions::ClosedRegions(const Grid& grid, const LevelShape& shape, std::span<const std::uint8_t> conducts)
{
    const Components components = find_components(grid, conducts, Connectivity::faces);
    const auto largest = components.largest();
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> region(components.list.size(), none);
    for (std::size_t c = 0; c < components.list.size(); ++c) {
        if (c == largest || components.list[c].voxels < 2) continue;
        region[c] = count();
        starts_.push_back(starts_.back() + components.list[c].voxels);
    }
    voxels_.resize(starts_.back());
    std::vector<std::size_t> next = starts_;
    for (std::size_t i = 0; i < components.label.size(); ++i) {
        if (components.label[i] == 0) continue;
        const std::size_t r = region[components.label[i] - 1];
        if (r == none) continue;
        const Voxel v = grid.voxel(i);
        voxels_[next[r]++] = static_cast<std::uint32_t>(shape.slot(v.x, v.y, v.z));
    }
}

}  // namespace trabecula
