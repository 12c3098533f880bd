#pragma once
#include "core/ids.hpp"
#include "core/units.hpp"

#include <cstddef>
#include <cstdint>

namespace trabecula {

struct Vector3 {
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;
};

/// Integer position of a voxel.
struct Voxel {
    int x = 0;
    int y = 0;
    int z = 0;
    bool operator==(const Voxel&) const = default;
};

/// A box of cubic voxels. Arrays over it have the shape (nz, ny, nx), x fastest; the centre of voxel (0,0,0) lies at
/// half a voxel from the corner that is the origin.
struct Grid {
    int nx = 0;
    int ny = 0;
    int nz = 0;
    Micrometres spacing;

    bool operator==(const Grid&) const = default;

    std::size_t size() const
    {
        return static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny) * static_cast<std::size_t>(nz);
    }
    std::size_t index(Voxel v) const
    {
        return (static_cast<std::size_t>(v.z) * static_cast<std::size_t>(ny) + static_cast<std::size_t>(v.y)) *
                   static_cast<std::size_t>(nx) +
               static_cast<std::size_t>(v.x);
    }
    VoxelId id(Voxel v) const { return static_cast<VoxelId>(index(v)); }
    Voxel voxel(std::size_t index) const
    {
        const auto width = static_cast<std::size_t>(nx);
        const auto height = static_cast<std::size_t>(ny);
        return {static_cast<int>(index % width), static_cast<int>(index / width % height),
                static_cast<int>(index / width / height)};
    }
    Voxel voxel(VoxelId id) const
    {
        const auto width = static_cast<std::uint32_t>(nx);  // 32 bits divide in half the time of 64
        const auto height = static_cast<std::uint32_t>(ny);
        const std::uint32_t row = raw(id) / width;
        return {static_cast<int>(raw(id) % width), static_cast<int>(row % height), static_cast<int>(row / height)};
    }
    bool contains(Voxel v) const { return v.x >= 0 && v.y >= 0 && v.z >= 0 && v.x < nx && v.y < ny && v.z < nz; }
    bool on_face(Voxel v) const
    {
        return v.x == 0 || v.y == 0 || v.z == 0 || v.x == nx - 1 || v.y == ny - 1 || v.z == nz - 1;
    }

    Vector3 centre_um(Voxel v) const
    {
        return {(v.x + 0.5) * spacing.value, (v.y + 0.5) * spacing.value, (v.z + 0.5) * spacing.value};
    }
    double voxel_um3() const { return spacing.value * spacing.value * spacing.value; }
};

/// What a voxel is made of. `outside` is beyond the sample: no cell enters it and nothing diffuses through it.
enum class Material : std::uint8_t { marrow = 0, bone = 1, outside = 2 };

}  // namespace trabecula
