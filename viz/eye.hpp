#pragma once
#include "viz/canvas.hpp"

#include "lattice/grid.hpp"

namespace trabecula {

/// Where the eye is: before the corner of large x, small y and large z; before the face y = 0; before the face of large
/// x; above.
enum class Camera { corner, front, side, top };

/// Directions in the tissue, of length 1 and perpendicular: to the right of the picture, up, and towards the eye.
struct Eye {
    Vector3 right;
    Vector3 up;
    Vector3 towards;
};

/// @param turn_degrees  how far the eye is turned about the upright axis
Eye eye_at(Camera camera, double turn_degrees);

Vector3 extent_um(const Grid& grid);

/// Width and height of the cube's shadow in the picture.
Spot shadow_um(const Grid& grid, const Eye& eye);

/// Width and height that hold the shadow however the eye is turned.
Spot turned_shadow_um(const Grid& grid, const Eye& eye);

/// The scale at which a shadow fills a part of the picture, but for a narrow margin.
double fitting_px_per_um(const Box& drawing, Spot shadow_um);

}  // namespace trabecula
