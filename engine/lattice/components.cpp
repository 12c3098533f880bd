#include "lattice/components.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace trabecula {

namespace {

constexpr std::size_t slices_per_slab = 16;
constexpr std::uint32_t not_in_mask = 0xFFFFFFFFU;

/// The 13 neighbours of a voxel that have a lower index; those that share a face come first.
constexpr std::array<Voxel, 13> earlier_neighbours{{{-1, 0, 0},
                                                    {0, -1, 0},
                                                    {0, 0, -1},
                                                    {-1, -1, 0},
                                                    {1, -1, 0},
                                                    {0, -1, -1},
                                                    {0, 1, -1},
                                                    {-1, 0, -1},
                                                    {1, 0, -1},
                                                    {-1, -1, -1},
                                                    {1, -1, -1},
                                                    {-1, 1, -1},
                                                    {1, 1, -1}}};

std::span<const Voxel> earlier(Connectivity connectivity)
{
    return std::span(earlier_neighbours).first(connectivity == Connectivity::faces ? 3 : 13);
}

/// Sets of voxels; the root of each is its lowest index.
class Forest {
  public:
    explicit Forest(std::span<const std::uint8_t> mask) : parent_(mask.size())
    {
        for (std::size_t i = 0; i < mask.size(); ++i)
            parent_[i] = mask[i] != 0 ? static_cast<std::uint32_t>(i) : not_in_mask;
    }

    bool holds(std::size_t voxel) const { return parent_[voxel] != not_in_mask; }

    void join(std::size_t a, std::size_t b)
    {
        const std::uint32_t root_a = root(a);
        const std::uint32_t root_b = root(b);
        parent_[std::max(root_a, root_b)] = std::min(root_a, root_b);
    }

    /// Points every voxel at its root. A parent's index is lower, so one ascending pass does it.
    std::vector<std::uint32_t> flatten() &&
    {
        for (std::uint32_t& parent : parent_)
            if (parent != not_in_mask) parent = parent_[parent];
        return std::move(parent_);
    }

  private:
    std::uint32_t root(std::size_t voxel)
    {
        auto at = static_cast<std::uint32_t>(voxel);
        while (parent_[at] != at) {
            parent_[at] = parent_[parent_[at]];
            at = parent_[at];
        }
        return at;
    }

    std::vector<std::uint32_t> parent_;
};

/// Joins the voxels of one slice with their earlier neighbours, in this slice or in the slice below it.
void join_slice(const Grid& grid, int z, int neighbour_slice, std::span<const Voxel> neighbours, Forest& forest)
{
    for (int y = 0; y < grid.ny; ++y)
        for (int x = 0; x < grid.nx; ++x) {
            const std::size_t here = grid.index({x, y, z});
            if (!forest.holds(here)) continue;
            for (const Voxel& d : neighbours) {
                const Voxel n{x + d.x, y + d.y, z + d.z};
                if (n.z != neighbour_slice || !grid.contains(n)) continue;
                if (const std::size_t there = grid.index(n); forest.holds(there)) forest.join(here, there);
            }
        }
}

std::vector<std::uint32_t> roots_of(const Grid& grid, std::span<const std::uint8_t> mask, Connectivity connectivity)
{
    Forest forest(mask);
    const std::span<const Voxel> neighbours = earlier(connectivity);
    for_blocks(static_cast<std::size_t>(grid.nz), slices_per_slab, [&](std::size_t begin, std::size_t end) {
        for (std::size_t slice = begin; slice < end; ++slice) {
            const int z = static_cast<int>(slice);
            join_slice(grid, z, z, neighbours, forest);
            if (slice > begin) join_slice(grid, z, z - 1, neighbours, forest);
        }
    });
    for (std::size_t seam = slices_per_slab; seam < static_cast<std::size_t>(grid.nz); seam += slices_per_slab)
        join_slice(grid, static_cast<int>(seam), static_cast<int>(seam) - 1, neighbours, forest);
    return std::move(forest).flatten();
}

/// Replaces roots by labels, and lists the components.
Components number_components(const Grid& grid, std::vector<std::uint32_t> roots)
{
    Components found{std::move(roots), {}};
    for (std::size_t i = 0; i < found.label.size(); ++i) {
        const std::uint32_t root = found.label[i];
        if (root == not_in_mask) {
            found.label[i] = 0;
            continue;
        }
        if (root == i) {
            found.list.push_back({static_cast<VoxelId>(root)});
            found.label[i] = static_cast<std::uint32_t>(found.list.size());
        } else {
            found.label[i] = found.label[root];
        }
        Component& component = found.list[found.label[i] - 1];
        ++component.voxels;
        if (grid.on_face(grid.voxel(i))) component.touches_face = true;
    }
    return found;
}

void mark_contact_with_outside(const Grid& grid, std::span<const std::uint8_t> outside, Connectivity connectivity,
                               Components& found)
{
    const auto mark = [&](Voxel n) {
        if (!grid.contains(n)) return;
        const std::uint32_t label = found.label[grid.index(n)];
        if (label != 0) found.list[label - 1].touches_outside = true;
    };
    for (std::size_t i = 0; i < outside.size(); ++i) {
        if (outside[i] == 0) continue;
        const Voxel v = grid.voxel(i);
        for (const Voxel& d : earlier(connectivity)) {
            mark({v.x + d.x, v.y + d.y, v.z + d.z});
            mark({v.x - d.x, v.y - d.y, v.z - d.z});
        }
    }
}

}  // namespace

std::optional<std::size_t> Components::largest() const
{
    const auto fewer = [](const Component& a, const Component& b) { return a.voxels < b.voxels; };
    const auto most = std::max_element(list.begin(), list.end(), fewer);
    if (most == list.end()) return std::nullopt;
    return static_cast<std::size_t>(most - list.begin());
}

Components find_components(const Grid& grid, std::span<const std::uint8_t> mask, Connectivity connectivity,
                           std::span<const std::uint8_t> outside)
{
    Components found = number_components(grid, roots_of(grid, mask, connectivity));
    mark_contact_with_outside(grid, outside, connectivity, found);
    return found;
}

std::size_t keep_largest_component(const Grid& grid, std::span<std::uint8_t> mask)
{
    const Components found = find_components(grid, mask, Connectivity::corners);
    const std::optional<std::size_t> largest = found.largest();
    std::size_t removed = 0;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (found.label[i] == 0 || found.label[i] == Components::label_of(*largest)) continue;
        mask[i] = 0;
        ++removed;
    }
    return removed;
}

std::size_t fill_cavities(const Grid& grid, std::span<std::uint8_t> mask, std::span<const std::uint8_t> outside)
{
    std::vector<std::uint8_t> hole(mask.size());
    for (std::size_t i = 0; i < mask.size(); ++i)
        hole[i] = mask[i] == 0 && (outside.empty() || outside[i] == 0) ? 1 : 0;
    const Components found = find_components(grid, hole, Connectivity::faces, outside);
    std::size_t added = 0;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (found.label[i] == 0) continue;
        const Component& component = found.list[found.label[i] - 1];
        if (component.touches_face || component.touches_outside) continue;
        mask[i] = 1;
        ++added;
    }
    return added;
}

}  // namespace trabecula
