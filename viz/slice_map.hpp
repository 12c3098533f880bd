#pragma once
#include "viz/content.hpp"
#include "viz/picture.hpp"
#include "viz/plane.hpp"
#include "viz/value_range.hpp"

#include "core/units.hpp"

#include <optional>
#include <vector>

namespace trabecula {

/// How a slice shows bone: painted grey over the field, or by its outline alone, so that the field inside is seen.
enum class BoneStyle { grey, outline };

/// The layer of voxels at a position, the middle one without a position.
/// @throws InputError when the position is not within the grid
int slice_layer(const Grid& grid, SliceAxis axis, std::optional<Micrometres> position);

/// The middle of a layer, from the origin of the grid.
double layer_um(const Grid& grid, int layer);

/// One layer of voxels through a field and its bone.
struct SliceLayer {
    Plane field;
    Plane bone;
    Plane outside;  // empty when nothing is
};
SliceLayer slice_layer_of(const FieldImage& field, const BoneImage& bone, SliceAxis axis, int layer);

void add_seen(SeenValues& seen, const SliceLayer& layer, BoneStyle style);

/// The layer as colours, interpolated between voxel centres; where bone is grey, the field at its edge goes on from the
/// marrow's values. What is outside is white.
Picture slice_map(const SliceLayer& layer, BoneStyle style, ValueRange range, PictureSize size, double edge_px);

}  // namespace trabecula
