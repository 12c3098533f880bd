#pragma once
#include "lattice/bone_pieces.hpp"
#include "lattice/euler_number.hpp"
#include "lattice/fabric.hpp"
#include "lattice/local_thickness.hpp"
#include "lattice/segmented_bone.hpp"
#include "lattice/tissue.hpp"

#include <optional>

namespace trabecula {

/// Structure of trabecular bone; lattice/measures.hpp names what is reported and what follows from these. TV is
/// everything that is not outside the sample. BV is the sum of the bone fractions; all else is measured on the voxels
/// of which at least half is bone.
struct Morphometry {
    double tv_mm3 = 0.0;
    double bv_mm3 = 0.0;
    std::optional<double> bv_tv;       // absent when TV is 0
    std::optional<double> bs_mm2;      // of the whole sample; absent when it holds no cube of 8 voxels
    std::optional<double> smi;         // absent without bone surface
    std::optional<Thickness> tb_th;    // absent when there is no bone, or nothing but bone
    std::optional<Thickness> tb_sp;    // absent when there is no marrow, or nothing but marrow
    std::optional<EulerNumber> euler;  // absent when TV is 0
    std::optional<Fabric> fabric;      // absent when the box is small or holds no bone surface
    BonePieces pieces;
    double voxel_mm3 = 0.0;
};

/// Measures a bone. The cut faces of the box and the border of the sample are no surface and limit no sphere.
///
/// BS is that of marching cubes on the mask after a Gaussian of 0.7 voxels; where a part of the box is outside, scaled
/// from the cubes between voxel centres to the whole sample. SMI = 6 BV BS' / BS^2 [Hildebrand1997smi] with volume,
/// area and derivative of the mesh after a Gaussian of 1 voxel. Fabric is that of the level of BS.
///
/// The same bits on any number of threads. About 7 bytes per voxel beside the bone itself, 9 where a part is
/// outside.
Morphometry measure(const SegmentedBone& bone);
Morphometry measure(const Tissue& tissue);

}  // namespace trabecula
