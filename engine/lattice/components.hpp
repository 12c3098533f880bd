#pragma once
#include "lattice/grid.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace trabecula {

/// Which neighbours belong together: those that share a face (6), or also an edge or a corner (26). Bone is joined by
/// 26 and marrow by 6 neighbours, so that two phases never cross.
enum class Connectivity : std::uint8_t { faces = 6, corners = 26 };

/// One connected piece of a mask.
struct Component {
    VoxelId first{};  // its lowest voxel index
    std::size_t voxels = 0;
    bool touches_face = false;     // of the box
    bool touches_outside = false;  // a neighbour, by the connectivity asked for, is beyond the sample
};

/// The connected pieces of a mask. Component k of `list` is labelled k + 1; they are in order of their first voxels, so
/// the numbering depends on the mask alone.
struct Components {
    std::vector<std::uint32_t> label;  // shape (nz, ny, nx); 0 beyond the mask
    std::vector<Component> list;

    static constexpr std::uint32_t label_of(std::size_t component) { return static_cast<std::uint32_t>(component + 1); }

    /// Index in `list` of the component with most voxels, the first of equals; absent when the mask is empty.
    std::optional<std::size_t> largest() const;
};

/// Finds the connected pieces by union-find.
///
/// @param mask     shape (nz, ny, nx); not 0 in the voxels to be grouped; fewer than 2^32 voxels
/// @param outside  same shape, not 0 beyond the sample; or empty when nothing is
Components find_components(const Grid& grid, std::span<const std::uint8_t> mask, Connectivity connectivity,
                           std::span<const std::uint8_t> outside = {});

/// Removes from a mask all but its largest 26-connected piece.
/// @return voxels removed
std::size_t keep_largest_component(const Grid& grid, std::span<std::uint8_t> mask);

/// Adds to a mask the 6-connected holes that reach neither a face of the box nor the outside.
/// @param outside  as for find_components; its voxels are never added
/// @return voxels added
std::size_t fill_cavities(const Grid& grid, std::span<std::uint8_t> mask, std::span<const std::uint8_t> outside = {});

}  // namespace trabecula
