#pragma once
#include "lattice/grid.hpp"

#include "core/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trabecula {

/// The lattice of the fields: the tissue's own, or one whose voxels join `coarsening`^3 of the tissue's.
///
/// *Materials.* A field voxel is `outside` where all its tissue voxels are; else bone where more of the others are bone
/// than marrow.
/// *Amounts.* What is secreted or taken up in a tissue voxel is spread over the field voxel that holds it, and a cell
/// finds the mean concentration there: no amount is lost or made. Where a field voxel reaches beyond the box or the
/// sample, what is missing of it counts as filled like the rest.
class FieldGrid {
  public:
    static constexpr int most_coarsening = 4;

    /// @param coarsening  tissue voxels along each edge of a field voxel, 1 to most_coarsening
    FieldGrid(const Grid& tissue, int coarsening);

    const Grid& grid() const { return grid_; }
    const Grid& tissue_grid() const { return tissue_; }
    int coarsening() const { return coarsening_; }

    /// The field voxel of a tissue voxel.
    Voxel holding(Voxel tissue_voxel) const
    {
        return {tissue_voxel.x / coarsening_, tissue_voxel.y / coarsening_, tissue_voxel.z / coarsening_};
    }
    std::size_t index(VoxelId tissue_voxel) const
    {
        return coarsening_ == 1 ? raw(tissue_voxel) : grid_.index(holding(tissue_.voxel(tissue_voxel)));
    }

    /// Takes over the materials of the tissue, shape (nz, ny, nx) of its grid.
    void set_materials(std::span<const Material> tissue);

    /// The materials of the field voxels, given those of the tissue that were taken over.
    std::span<const Material> materials(std::span<const Material> tissue) const
    {
        return coarsening_ == 1 ? tissue : std::span<const Material>(materials_);
    }

    /// What an amount per tissue voxel adds to the mean of its field voxel, as a share: 1 over its tissue voxels.
    float share(std::size_t field_voxel) const
    {
        return coarsening_ == 1 ? 1.0F : 1.0F / static_cast<float>(inside_[field_voxel]);
    }

    /// Calls body(tissue voxel, field voxel) for each voxel of a row of the tissue.
    template <class Body>
    void for_row(std::size_t row, Body&& body) const
    {
        const auto height = static_cast<std::size_t>(tissue_.ny);
        const Voxel first{0, static_cast<int>(row % height), static_cast<int>(row / height)};
        const std::size_t tissue_voxel = tissue_.index(first);
        const std::size_t field_voxel = grid_.index(holding(first));
        for (int x = 0; x < tissue_.nx; ++x)
            body(tissue_voxel + static_cast<std::size_t>(x), field_voxel + static_cast<std::size_t>(x / coarsening_));
    }
    std::size_t tissue_rows() const
    {
        return static_cast<std::size_t>(tissue_.ny) * static_cast<std::size_t>(tissue_.nz);
    }

    std::size_t bytes_held() const { return materials_.capacity() * sizeof(Material) + inside_.capacity(); }

  private:
    Grid tissue_;
    int coarsening_;
    Grid grid_;
    std::vector<Material> materials_;
    std::vector<std::uint8_t> inside_;  // per field voxel: tissue voxels that are not `outside`, at least 1
};

}  // namespace trabecula
