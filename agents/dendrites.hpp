#pragma once
#include "lattice/tissue.hpp"

#include <array>
#include <vector>

namespace trabecula {

/// What the dendrites of an osteocyte reach. They leave it evenly in all directions, straight (assumed), each as far as
/// its reach; one that comes out of the bone ends at the surface voxel there, the others end within the bone. So a cell
/// with surface on one side only, or at the end of a narrow pit, touches it with few of them. They are mirrored at the
/// box, as fields are.
class Dendrites {
  public:
    static constexpr int count = 89;  // of a human osteocyte, SD 25 [Buenzli2015]

    /// @param reach_voxels  from the middle of the cell's voxel
    explicit Dendrites(double reach_voxels);

    /// Visits the surface voxel of each dendrite that comes out of the bone, as visit(index of voxel).
    template <class Visit>
    void for_ends(const Grid& grid, std::span<const Material> material, Voxel from, Visit&& visit) const
    {
        const std::array<int, 3> size{grid.nx, grid.ny, grid.nz};
        const auto mirrored = [&](int at, std::size_t axis) {
            return at < 0 ? -1 - at : at >= size[axis] ? 2 * size[axis] - 1 - at : at;
        };
        for (const std::vector<Voxel>& path : paths_)
            for (const Voxel& step : path) {
                const Voxel v{mirrored(from.x + step.x, 0), mirrored(from.y + step.y, 1), mirrored(from.z + step.z, 2)};
                if (!grid.contains(v)) break;  // a box thinner than the reach
                const std::size_t i = grid.index(v);
                if (material[i] == Material::bone) continue;
                if (material[i] == Material::marrow) visit(i);
                break;
            }
    }

  private:
    std::vector<std::vector<Voxel>> paths_;  // voxels that each enters on its way, from face to face
};

}  // namespace trabecula
