#pragma once
#include "lattice/local_thickness.hpp"
#include "lattice/tissue.hpp"

#include <optional>

namespace trabecula {

/// Structure of trabecular bone, named as in [Bouxsein2010]. TV is everything that is not outside the sample.
struct Morphometry {
    double tv_mm3 = 0.0;
    double bv_mm3 = 0.0;             // sum of bone fractions
    std::optional<double> bv_tv;     // absent when TV is 0
    std::optional<Thickness> tb_th;  // absent when there is no bone, or nothing but bone
    std::optional<Thickness> tb_sp;  // absent when there is no marrow, or nothing but marrow
};

/// Measures a tissue. Thickness and separation are those of the iso-surface of half a voxel (Material::bone), by sphere
/// fitting; neither the faces of the box nor the outside limit spheres. The same bits on any number of threads.
Morphometry measure(const Tissue& tissue);

}  // namespace trabecula
