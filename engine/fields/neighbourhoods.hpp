#pragma once
#include "fields/level_shape.hpp"

#include "lattice/grid.hpp"

#include "core/units.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trabecula {

/// A voxel's own material and what lies at its faces towards larger x, y and z, in one byte: kinds of face in bits 0-1
/// (east, +x), 2-3 (north, +y) and 4-5 (above, +z), the material in bits 6-7. The other three faces are those of the
/// neighbours.
using NeighbourhoodCode = std::uint8_t;

/// Between what a face lies. Faces of the box and of `outside` are closed.
enum class FaceKind : std::uint8_t { closed = 0, within_marrow = 1, between = 2, within_bone = 3 };

FaceKind face_between(Material a, Material b);

inline constexpr int north_bits = 2;
inline constexpr int above_bits = 4;
inline constexpr int material_bits = 6;

constexpr NeighbourhoodCode code_of(Material own, FaceKind east, FaceKind north, FaceKind above)
{
    return static_cast<NeighbourhoodCode>(static_cast<int>(east) | static_cast<int>(north) << north_bits |
                                          static_cast<int>(above) << above_bits |
                                          static_cast<int>(own) << material_bits);
}

inline constexpr NeighbourhoodCode deep_in_marrow =
    code_of(Material::marrow, FaceKind::within_marrow, FaceKind::within_marrow, FaceKind::within_marrow);
inline constexpr NeighbourhoodCode deep_in_bone =
    code_of(Material::bone, FaceKind::within_bone, FaceKind::within_bone, FaceKind::within_bone);

constexpr Material material_of(NeighbourhoodCode code)
{
    return static_cast<Material>(code >> material_bits);
}

/// What a whole block of voxels and all their neighbours are made of.
enum class DeepIn : std::uint8_t { neither = 0, marrow = 1, bone = 2 };

/// The neighbourhood code of every voxel: all that the fields need to know of the tissue. Faces of the box count as
/// closed and what pads a row as `outside`, so that loops need no special case for them.
class Neighbourhoods {
  public:
    explicit Neighbourhoods(const Grid& grid);

    /// @param materials  shape (nz, ny, nx). @throws std::invalid_argument when the length differs
    /// @returns whether other voxels than before are `outside`
    bool assign(std::span<const Material> materials);

    /// By slot of the level's shape.
    const NeighbourhoodCode* codes() const { return codes_.data(); }
    /// By block of lanes.
    const DeepIn* deep() const { return deep_.data(); }
    bool has_outside() const { return has_outside_; }
    std::size_t bytes_held() const { return codes_.bytes_held() + deep_.capacity() * sizeof(DeepIn); }
    static std::size_t estimate_bytes(const LevelShape& shape)
    {
        return shape.length() * sizeof(NeighbourhoodCode) + shape.slots() / lanes::block * sizeof(DeepIn);
    }

  private:
    Grid grid_;
    LevelShape shape_;
    LevelArray<NeighbourhoodCode> codes_;
    std::vector<DeepIn> deep_;
    bool has_outside_ = false;
};

/// Exchange through a face of each kind, 1/h.
using FaceRates = std::array<float, 4>;

/// D at a face is the harmonic mean of its two voxels' D, over spacing^2.
FaceRates face_rates(Micrometres spacing, Diffusivity in_marrow, Diffusivity in_bone);

}  // namespace trabecula
