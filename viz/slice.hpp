#pragma once
#include "viz/annotations.hpp"
#include "viz/content.hpp"
#include "viz/picture.hpp"
#include "viz/slice_map.hpp"

#include "core/units.hpp"

#include <optional>
#include <string>

namespace trabecula {

struct SliceView {
    PictureSize size;
    SliceAxis axis = SliceAxis::z;
    std::optional<Micrometres> position = std::nullopt;  // from the origin of the grid; the middle when absent
    BoneStyle bone = BoneStyle::grey;
    std::optional<ValueRange> range = std::nullopt;    // of the colours; what the slice itself needs when absent
    AbsentCells absent_cells = AbsentCells::left_out;  // listed: the pictures of a movie have one layout
};

struct Slice {
    std::string title;
    Hours time;
    FieldImage field;
    BoneImage bone;
    CellImage cells;  // those that the plane cuts are drawn as discs; none when empty
};

/// A plane through a field as a map of colours with its scale, bone, cells, a scale bar and the time. Colours are
/// interpolated between voxel centres; where bone is grey, the field at its edge goes on from the marrow's values.
/// @throws InputError as slice_layer
Picture draw_slice(const Slice& slice, const SliceView& view);

}  // namespace trabecula
