#pragma once
#include "fields/conjugate_gradients.hpp"
#include "fields/mass_balance.hpp"
#include "fields/walls.hpp"

#include "lattice/grid.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace trabecula {

/// Pairs of voxels that periodic walls make neighbours, each once.
std::vector<std::pair<Voxel, Voxel>> wrapped_pairs(const Grid& grid, const Walls& walls);

/// The exchange of one field through its periodic walls: what the operator of a box without flux lacks. A face there
/// conducts where both its voxels also conduct within the box; so a voxel that bone shuts in within the box stays shut.
class WrapFaces {
  public:
    WrapFaces() = default;
    WrapFaces(const VoxelBalance& balance, std::span<const std::pair<Voxel, Voxel>> pairs);

    /// residual -= what u exchanges
    void add_to_residual(const float* u, float* residual) const;
    /// <z, Az> and <p, Az> += the part of A that these faces are
    void add_to_products(const float* z, const float* p, multigrid::Products& products) const;

    bool empty() const { return faces_.empty(); }

  private:
    struct Face {
        std::uint32_t a, b;
        float rate;
    };
    std::vector<Face> faces_;
};

}  // namespace trabecula
