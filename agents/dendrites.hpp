#pragma once
#include "lattice/tissue.hpp"

#include <limits>
#include <span>
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

    /// Visits the surface voxels where dendrites come out of the bone, as visit(index of voxel, how many dendrites);
    /// some voxels more than once.
    template <class Visit>
    void for_ends(const Grid& grid, std::span<const Material> material, Voxel from, Visit&& visit) const
    {
        if (reaches_no_wall(grid, from)) {
            follow(material, visit, [&](const Voxel& way) {
                return grid.index({from.x + way.x, from.y + way.y, from.z + way.z});
            });
            return;
        }
        const auto mirrored = [](int at, int size) { return at < 0 ? -1 - at : at >= size ? 2 * size - 1 - at : at; };
        follow(material, visit, [&](const Voxel& way) {
            const Voxel v{mirrored(from.x + way.x, grid.nx), mirrored(from.y + way.y, grid.ny),
                          mirrored(from.z + way.z, grid.nz)};
            return grid.contains(v) ? grid.index(v) : nowhere;  // nowhere: the box is thinner than the reach
        });
    }

  private:
    static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

    /// A voxel on the way of some dendrites, seen from the cell. Those that they enter next come right behind it.
    struct Step {
        Voxel way;
        int dendrites;
        std::size_t past_branch;  // the first step that does not lead on through this one
    };

    void add_steps(std::span<const std::vector<Voxel>> paths, std::size_t depth);
    bool reaches_no_wall(const Grid& grid, Voxel from) const;

    template <class Visit, class IndexOf>
    void follow(std::span<const Material> material, Visit& visit, IndexOf index_of) const
    {
        for (std::size_t n = 0; n < steps_.size();) {
            const Step& step = steps_[n];
            const std::size_t i = index_of(step.way);
            if (i != nowhere && material[i] == Material::bone) {
                ++n;
                continue;
            }
            if (i != nowhere && material[i] == Material::marrow) visit(i, step.dendrites);
            n = step.past_branch;
        }
    }

    std::vector<Step> steps_;  // a tree, each branch before the next
    int extent_ = 0;           // the most voxels that one goes along an axis
};

}  // namespace trabecula
