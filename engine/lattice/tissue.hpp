#pragma once
#include "lattice/grid.hpp"

#include "core/table.hpp"

#include <cstdint>
#include <vector>

namespace trabecula {

/// The bone and marrow of the lattice, one row per voxel.
///
/// A voxel holds a bone fraction in [0, 1] (matrix, mineralised or not). Its material is `bone` where the fraction is
/// at least 0.5, the iso-surface of every measure except BV, which is the sum of fractions. Everything that changes a
/// fraction books it as formed, resorbed or lost, so that initial + formed - resorbed - lost = present, per voxel.
struct Tissue {
    /// All marrow, nothing booked.
    explicit Tissue(const Grid& grid);

    Grid grid;
    Table table{"tissue"};
    Column<Material> material;
    Column<float> bone_fraction;
    Column<float> mineral;       // degree of mineralisation of the matrix in the voxel, 0-1
    Column<float> matrix_age_h;  // volume-weighted mean age of the matrix in the voxel
    Column<float> initial;       // bone fraction at time 0
    Column<float> formed;        // fraction added since time 0
    Column<float> resorbed;      // fraction removed by osteoclasts since time 0
    Column<float> lost;          // fraction of cut-off fragments, removed since time 0
    Column<float> changed_h;     // when bone was last formed here; negative: minus when it was last resorbed; 0: never
};

inline constexpr float surface_fraction = 0.5F;

/// A bone that was made or imported, before it becomes the tissue of a run. Arrays have the shape (nz, ny, nx).
struct BoneVolume {
    Grid grid;
    std::vector<float> bone_fraction;   // 0-1
    std::vector<std::uint8_t> outside;  // 1 where the voxel is beyond the sample; empty when none is
    std::vector<float> mineral;         // degree of mineralisation, 0-1; empty when not known
};

/// Takes over fractions, sets materials, and opens the books: initial = present. Matrix is `matrix_age` old, and
/// mineralised to `mineral` where the volume does not say otherwise.
/// @throws InputError when an array has another size than the grid or a value is outside [0, 1]
Tissue tissue_from(const BoneVolume& volume, Hours matrix_age, Number mineral);

/// Sums over all voxels, in voxel volumes, in double and in a fixed order.
struct BoneBalance {
    double initial = 0.0;
    double formed = 0.0;
    double resorbed = 0.0;
    double lost = 0.0;
    double present = 0.0;
    /// initial + formed - resorbed - lost - present: rounding alone.
    double discrepancy() const { return initial + formed - resorbed - lost - present; }
};
BoneBalance balance(const Tissue& tissue);

}  // namespace trabecula
