#pragma once
#include "lattice/grid.hpp"

namespace trabecula {

/// What of the cube is shown: all of it; all but the octant that is nearest to the eye of the corner view (large x,
/// small y, large z), so that one looks into the bone; the lower half.
enum class Cut { none, octant, half };

inline bool is_cut_away(const Grid& grid, Cut cut, const Vector3& place_um)
{
    const auto middle = [&](int count) { return count / 2 * grid.spacing.value; };
    const bool upper = place_um.z > middle(grid.nz);
    if (cut == Cut::octant) return upper && place_um.x > middle(grid.nx) && place_um.y < middle(grid.ny);
    return cut == Cut::half && upper;
}

}  // namespace trabecula
