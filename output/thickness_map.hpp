#pragma once
#include "output/tissue_file.hpp"

#include "lattice/grid.hpp"

#include <filesystem>
#include <span>
#include <string>

namespace trabecula {

/// What a map shows at each voxel.
struct MapLabel {
    std::string name;  // "Tb.Th"
    std::string meaning;
};

/// Writes local thickness as HDF5 (dataset /map/NAME), and beside it NAME.xdmf, which any ParaView opens. Both appear
/// whole or not at all.
///
/// @param thickness_um  shape (nz, ny, nx); 0 where there is nothing to measure
/// @throws InputError  when it has another size than the grid
/// @throws FileError   with path, cause and remedy
void write_thickness_map(const std::filesystem::path& path, const Grid& grid, std::span<const float> thickness_um,
                         const MapLabel& label, const TissueProvenance& provenance);

}  // namespace trabecula
