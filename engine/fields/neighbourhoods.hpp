#pragma once
#include "lattice/grid.hpp"

#include "core/table.hpp"
#include "core/units.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trabecula {

/// A voxel's own material and what lies behind each of its faces, as one number: the index of an `Exchange`.
using NeighbourhoodCode = std::uint16_t;

/// How fast a voxel exchanges with its six neighbours, in 1/h; 0 through a closed face.
struct alignas(32) Exchange {
    float west = 0.0F;   // towards smaller x
    float east = 0.0F;   // towards larger x
    float south = 0.0F;  // y
    float north = 0.0F;
    float below = 0.0F;  // z
    float above = 0.0F;
    float faces = 0.0F;             // their sum
    float inverse_diagonal = 0.0F;  // 1 / (faces + what removes the field in place), h; 0 in `outside`
};

/// The neighbourhood code of every voxel, shape (nz, ny, nx): all that the fields need to know of the tissue, in two
/// bytes per voxel. Faces of the box count as closed, so that loops need no special case for them.
class Neighbourhoods {
  public:
    explicit Neighbourhoods(const Grid& grid);

    /// @param materials  shape (nz, ny, nx). @throws std::invalid_argument when the length differs
    /// @returns whether other voxels than before are `outside`
    bool assign(std::span<const Material> materials);

    std::span<const NeighbourhoodCode> codes() const { return codes_; }
    bool has_outside() const { return has_outside_; }
    std::size_t bytes_held() const { return codes_.capacity() * sizeof(NeighbourhoodCode); }

  private:
    Grid grid_;
    std::vector<NeighbourhoodCode> codes_;
    bool has_outside_ = false;
};

Material material_of(NeighbourhoodCode code);

/// The `Exchange` of every code for one field: D at a face is the harmonic mean of its two voxels' D, over spacing^2.
///
/// @param removal  1/dt + decay, what removes the field from every voxel alike
std::vector<Exchange, CacheAligned<Exchange>> exchange_table(Micrometres spacing, Diffusivity in_marrow,
                                                             Diffusivity in_bone, PerHour removal);

}  // namespace trabecula
