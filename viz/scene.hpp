#pragma once
#include "viz/content.hpp"
#include "viz/cut.hpp"
#include "viz/picture.hpp"

#include "core/units.hpp"

#include <optional>
#include <string>

namespace trabecula {

/// Where the eye is: before the corner of large x, small y and large z; before the face y = 0; above.
enum class Camera { corner, front, top };

struct SceneView {
    PictureSize size;
    Camera camera = Camera::corner;
    Cut cut = Cut::none;

    /// The eye is turned about the upright axis by so much; bone and scale keep their size for any turn.
    std::optional<double> turn_degrees = std::nullopt;
};

struct Scene {
    std::string title;
    Hours time;
    BoneImage bone;
    CellImage cells;
};

/// Bone as a surface, cells as spheres of their radius in the colours of their types, a legend with the numbers of
/// agents, a scale bar (the projection is parallel, so it holds everywhere) and the outline of the cube.
/// @throws NoPictures when nothing here can draw with OpenGL, or the build has no VTK
Picture draw_scene(const Scene& scene, const SceneView& view);

}  // namespace trabecula
