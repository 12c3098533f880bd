#pragma once
#include "viz/content.hpp"
#include "viz/picture.hpp"

#include "core/units.hpp"

#include <optional>
#include <string>

namespace trabecula {

/// The axis that a slice is perpendicular to.
enum class SliceAxis { x, y, z };

/// How a slice shows bone: painted grey over the field, or by its outline alone, so that the field inside is seen.
enum class BoneStyle { grey, outline };

struct SliceView {
    PictureSize size;
    SliceAxis axis = SliceAxis::z;
    std::optional<Micrometres> position = std::nullopt;  // from the origin of the grid; the middle when absent
    BoneStyle bone = BoneStyle::grey;
};

struct Slice {
    std::string title;
    Hours time;
    FieldImage field;
    BoneImage bone;
    CellImage cells;  // those that the plane cuts are drawn as discs; none when empty
};

/// The layer of voxels at a position, the middle one without a position.
/// @throws InputError when the position is not within the grid
int slice_layer(const Grid& grid, SliceAxis axis, std::optional<Micrometres> position);

/// A plane through a field as a map of colours with its scale, bone, cells, a scale bar and the time. Colours are
/// interpolated between voxel centres; where bone is grey, the field at its edge goes on from the marrow's values.
/// @throws InputError as slice_layer
Picture draw_slice(const Slice& slice, const SliceView& view);

}  // namespace trabecula
