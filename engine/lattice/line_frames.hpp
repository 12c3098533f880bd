#pragma once
#include "lattice/grid.hpp"

#include <vector>

namespace trabecula {

/// A direction, and two unit vectors across it over which parallel lines are spread; orthogonal to each other.
struct LineFrame {
    Vector3 along;
    Vector3 across;
    Vector3 upwards;
};

/// About 500 directions, evenly over the half-sphere. Mirroring or permuting the axes maps the set onto itself, frames
/// included; so what is averaged over it does not depend on the names of the axes.
std::vector<LineFrame> line_frames();

}  // namespace trabecula
