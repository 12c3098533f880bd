#pragma once
#include "lattice/segmented_bone.hpp"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace trabecula {

/// Fabric of the bone from its mean intercept lengths: an ellipsoid whose half axes are the MIL along them.
struct Fabric {
    std::array<std::optional<double>, 3> mil_um;  // longest first; absent where over 14 times the shortest
    std::array<Vector3, 3> axis{};                // unit vectors, in the same order
    std::optional<double> da;                     // longest to shortest MIL, >= 1; absent when the longest is
    double da_bonej = 0.0;                        // 1 - (shortest / longest)^2, 0-1 [Doube2010]
};

/// Measures the mean intercept length along some 500 directions and fits the ellipsoid n.M.n = 1/MIL(n)^2
/// [Harrigan1984].
///
/// @param level  shape (nz, ny, nx): the smoothed bone (lattice/smoothed_bone.hpp), since lines cross the staircases
///               of a mask too often
/// @return       absent when the box is less than 12 voxels wide or no line meets a surface
///
/// Lines run through the largest sphere about the centre of the box (through as many as fit side by side, in a long
/// box), 50 of them across its diameter, and are sampled at every voxel's length by trilinear interpolation. MIL is the
/// length of a line per piece of bone on it: a period of bone and marrow. Lines are interrupted beyond the sample. The
/// same bits on any number of threads.
std::optional<Fabric> measure_fabric(const SegmentedBone& bone, std::span<const float> level);

/// Number of pieces of bone per length of line along a direction: 1/MIL.
struct InterceptDensity {
    Vector3 along;
    double per_voxel = 0.0;
};

/// The ellipsoid that fits best, by least squares in 1/MIL^2; absent when no line meets a surface.
std::optional<Fabric> fit_fabric(const std::vector<InterceptDensity>& densities, Micrometres spacing);

}  // namespace trabecula
