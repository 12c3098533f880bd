#include "viz/slice_map.hpp"

#include "viz/bone_smoothing.hpp"
#include "viz/palette.hpp"
#include "viz/ticks.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr Colour bone_edge{70, 70, 70};

bool is_field_seen(const SliceLayer& layer, BoneStyle style, std::size_t i)
{
    const bool outside = !layer.outside.values.empty() && layer.outside.values[i] >= 0.5F;
    return !outside && (style == BoneStyle::outline || layer.bone.values[i] < 0.5F);
}

/// Depth below the 0.5 contour in picture pixels, from the slope of the interpolated values.
double depth_px(const Plane& plane, double across, double up, double px_per_voxel)
{
    constexpr double h = 0.25;
    const double value = plane.linear(across, up) - 0.5;
    const double slope = std::hypot(plane.linear(across + h, up) - plane.linear(across - h, up),
                                    plane.linear(across, up + h) - plane.linear(across, up - h)) /
                         (2 * h);
    return value / std::max(slope, 1e-3) * px_per_voxel;
}

double covered(double depth)
{
    return std::clamp(depth + 0.5, 0.0, 1.0);
}

}  // namespace

int slice_layer(const Grid& grid, SliceAxis axis, std::optional<Micrometres> position)
{
    const int count = count_along(grid, plane_axes(axis).through);
    if (!position) return count / 2;
    const double layer = std::floor(position->value / grid.spacing.value);
    if (!(layer >= 0 && layer < count))
        throw InputError(fmt::format("a slice at {} um is not within the tissue; give a position from 0 to {} um",
                                     short_number(position->value), short_number(count * grid.spacing.value)));
    return static_cast<int>(layer);
}

double layer_um(const Grid& grid, int layer)
{
    return (layer + 0.5) * grid.spacing.value;
}

SliceLayer slice_layer_of(const FieldImage& field, const BoneImage& bone, SliceAxis axis, int layer)
{
    const PlaneAxes axes = plane_axes(axis);
    SliceLayer planes{plane_of(field.values, field.grid, axes, layer),
                      plane_of(smoothed_fraction(bone), field.grid, axes, layer),
                      {}};
    if (!bone.outside.empty())
        planes.outside = plane_of({bone.outside.begin(), bone.outside.end()}, field.grid, axes, layer);
    return planes;
}

void add_seen(SeenValues& seen, const SliceLayer& layer, BoneStyle style)
{
    for (std::size_t i = 0; i < layer.field.values.size(); ++i)
        if (is_field_seen(layer, style, i)) seen.add(layer.field.values[i]);
}

Picture slice_map(const SliceLayer& layer, BoneStyle style, ValueRange range, PictureSize size, double edge_px)
{
    const Plane field = style == BoneStyle::grey ? continued_below(layer.field, layer.bone) : layer.field;
    const double px_per_voxel = static_cast<double>(size.width) / field.width;
    Picture picture(size);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const double across = (x + 0.5) / px_per_voxel;
            const double up = field.height - (y + 0.5) / px_per_voxel;
            Colour colour = concentration_colour((field.cubic(across, up) - range.low) / (range.high - range.low));
            const double depth = depth_px(layer.bone, across, up, px_per_voxel);
            if (style == BoneStyle::grey) colour = mixed(colour, bone_grey, covered(depth));
            colour =
                mixed(colour, style == BoneStyle::grey ? bone_edge : white, covered(edge_px / 2 - std::abs(depth)));
            if (!layer.outside.values.empty())
                colour = mixed(colour, white, covered(depth_px(layer.outside, across, up, px_per_voxel)));
            picture.at(x, y) = colour;
        }
    return picture;
}

}  // namespace trabecula
