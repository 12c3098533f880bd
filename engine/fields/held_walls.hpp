#pragma once
#include "fields/level_shape.hpp"
#include "fields/neighbourhoods.hpp"
#include "fields/walls.hpp"

#include <array>

namespace trabecula {

/// Faces of the box at which the concentration is given: half a voxel away from the voxels there, and so a supply and a
/// removal of each, 2 D / spacing^2 times the concentration outside and inside.
class HeldWalls {
  public:
    HeldWalls(const Walls& walls, const Grid& grid, Diffusivity in_marrow, Diffusivity in_bone);

    bool any() const { return any_; }

    /// Adds what walls let into the voxels of a row to `right_side`, and what they take out to `uptake_per_h`; rows of
    /// the level's arrays, like `codes`.
    void add_to_row(int y, int z, const NeighbourhoodCode* codes, float* right_side, float* uptake_per_h) const;

  private:
    Walls walls_;
    Grid grid_;
    bool any_;
    std::array<float, 3> rate_per_h_;  // by Material
};

}  // namespace trabecula
