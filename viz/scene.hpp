#pragma once
#include "viz/content.hpp"
#include "viz/cut.hpp"
#include "viz/eye.hpp"
#include "viz/picture.hpp"
#include "viz/slice_map.hpp"

#include "core/units.hpp"

#include <optional>
#include <string>

namespace trabecula {

struct SceneView {
    PictureSize size;
    Camera camera = Camera::corner;
    Cut cut = Cut::none;

    /// The eye is turned about the upright axis by so much; bone and scale keep their size for any turn.
    std::optional<double> turn_degrees = std::nullopt;
};

/// A field in one layer of voxels.
struct FieldSlice {
    FieldImage field;
    SliceAxis axis = SliceAxis::z;
    int layer = 0;
    ValueRange range;
};

/// A field as mist in the marrow: the higher, the denser.
struct FieldVolume {
    FieldImage field;
    ValueRange range;
};

struct Scene {
    std::string title;
    Hours time;
    BoneImage bone;
    CellImage cells;
    std::optional<FieldSlice> slice = std::nullopt;  // stands in the cube as a plane, with the field inside the bone
    std::optional<FieldVolume> volume = std::nullopt;
};

/// Bone as a surface, cells as spheres of their radius in the colours of their types, a legend with the numbers of
/// agents, a scale bar (the projection is parallel, so it holds everywhere) and the outline of the cube.
/// @throws NoPictures when nothing here can draw with OpenGL, or the build has no VTK
Picture draw_scene(const Scene& scene, const SceneView& view);

}  // namespace trabecula
