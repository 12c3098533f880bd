#pragma once
#include "fields/level_shape.hpp"

#include "lattice/grid.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace trabecula {

/// Pores that nothing flows into or out of: the face-connected regions of the voxels that conduct, without the largest
/// region and without single voxels. Each keeps its own mass, and has its own mean, which coarse levels cannot tell
/// from the mean of its surroundings.
class ClosedRegions {
  public:
    ClosedRegions() = default;

    /// @param conducts  shape (nz, ny, nx); 1 where the field diffuses
    /// @param shape     of the same grid
    /// @param wrapped   pairs of voxels that periodic walls join, where neither is a region of one voxel
    ClosedRegions(const Grid& grid, const LevelShape& shape, std::span<const std::uint8_t> conducts,
                  std::span<const std::pair<Voxel, Voxel>> wrapped);

    std::size_t count() const { return starts_.size() - 1; }
    std::size_t voxel_count() const { return voxels_.size(); }

    /// Slots of a region's voxels, in the order of voxels.
    std::span<const std::uint32_t> operator[](std::size_t region) const
    {
        return std::span(voxels_).subspan(starts_[region], starts_[region + 1] - starts_[region]);
    }

    std::size_t bytes_held() const
    {
        return voxels_.capacity() * sizeof(std::uint32_t) + starts_.capacity() * sizeof(std::size_t);
    }

  private:
    std::vector<std::uint32_t> voxels_;
    std::vector<std::size_t> starts_ = {0};
};

}  // namespace trabecula
