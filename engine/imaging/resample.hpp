#pragma once
#include "imaging/scan.hpp"

namespace trabecula {

/// A box of voxels: `size` of them along each axis, from `first` on.
struct Crop {
    Voxel first;
    Voxel size;
};

/// The part of grey values and volume of interest in the box.
/// @throws InputError  when the box is empty or reaches beyond the scan
Scan crop(const Scan& scan, const Crop& box);

/// The scan on voxels of another size, by trilinear interpolation between voxel centres; the corner that is the origin
/// stays. What is left at the far faces, less than one new voxel, is dropped. Before coarsening by a factor r the grey
/// values are smoothed by a Gaussian of 0.5 sqrt(r^2 - 1) voxels, so that a voxel blurred over half its edge stays so.
/// Voxels that are no cubes become cubes. The volume of interest follows by nearest neighbour.
/// @throws InputError  when the spacing is not above 0, or leaves no voxel or more than 2^32
Scan resample(const Scan& scan, Micrometres spacing);

}  // namespace trabecula
