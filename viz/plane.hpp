#pragma once
#include "lattice/grid.hpp"

#include <vector>

namespace trabecula {

/// The axis that a slice is perpendicular to.
enum class SliceAxis { x, y, z };

/// The axes of a slice in its picture: `across` to the right, `up` upwards, `through` perpendicular to it; 0 is x, 1 y,
/// 2 z.
struct PlaneAxes {
    int across;
    int up;
    int through;
};
PlaneAxes plane_axes(SliceAxis axis);

/// Voxels along an axis (0, 1, 2).
int count_along(const Grid& grid, int axis);

/// The values of one layer of voxels, row by row from the bottom.
struct Plane {
    int width = 0;
    int height = 0;
    std::vector<float> values;

    float at(int across, int up) const;  // the nearest one where the place is beyond the edge

    /// Interpolated at a place in voxels from the lower left corner; the centre of the first voxel is (0.5, 0.5).
    double linear(double across, double up) const;
    double cubic(double across, double up) const;  // through the values and smooth (Catmull-Rom)
};

Plane plane_of(const std::vector<float>& values, const Grid& grid, const PlaneAxes& axes, int layer);

/// The plane with values where `hidden` >= 0.5 replaced by the mean of their neighbours outside, two voxels deep.
Plane continued_below(const Plane& plane, const Plane& hidden);

}  // namespace trabecula
