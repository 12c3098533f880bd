#include "viz/slice.hpp"

#include "viz/annotations.hpp"
#include "viz/bone_smoothing.hpp"
#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/plane.hpp"
#include "viz/ticks.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

constexpr Colour bone_edge{70, 70, 70};
constexpr double edge_px_per_1000 = 1.5;

struct Range {
    double low;
    double high;
};

/// The planes of one picture.
struct Layers {
    Plane field;
    Plane bone;
    Plane outside;
};

Layers layers_of(const Slice& slice, const SliceView& view, int layer)
{
    const PlaneAxes axes = plane_axes(view.axis);
    const Grid& grid = slice.field.grid;
    Layers layers{plane_of(slice.field.values, grid, axes, layer),
                  plane_of(smoothed_fraction(slice.bone), grid, axes, layer),
                  {}};
    if (!slice.bone.outside.empty())
        layers.outside = plane_of({slice.bone.outside.begin(), slice.bone.outside.end()}, grid, axes, layer);
    return layers;
}

bool is_field_seen(const Layers& layers, BoneStyle style, std::size_t i)
{
    const bool outside = !layers.outside.values.empty() && layers.outside.values[i] >= 0.5F;
    return !outside && (style == BoneStyle::outline || layers.bone.values[i] < 0.5F);
}

// From zero, unless all values lie close together.
Range range_of(const Layers& layers, BoneStyle style)
{
    std::vector<float> seen;
    for (std::size_t i = 0; i < layers.field.values.size(); ++i)
        if (is_field_seen(layers, style, i)) seen.push_back(layers.field.values[i]);
    if (seen.empty()) return {0, 1};
    auto [low, high] = std::ranges::minmax(seen);
    if (low >= 0 && low < 0.6F * high) low = 0;
    if (!(high > low)) return {std::min(0.0, static_cast<double>(low)), high > 0 ? 2.0 * high : low < 0 ? 0.0 : 1.0};
    return {low, high};
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

Picture painted(const Layers& layers, BoneStyle style, PictureSize size, Range range, double edge_px)
{
    const Plane field = style == BoneStyle::grey ? continued_below(layers.field, layers.bone) : layers.field;
    const double px_per_voxel = static_cast<double>(size.width) / field.width;
    Picture picture(size);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const double across = (x + 0.5) / px_per_voxel;
            const double up = field.height - (y + 0.5) / px_per_voxel;
            Colour colour = concentration_colour((field.cubic(across, up) - range.low) / (range.high - range.low));
            const double depth = depth_px(layers.bone, across, up, px_per_voxel);
            if (style == BoneStyle::grey) colour = mixed(colour, bone_grey, covered(depth));
            colour =
                mixed(colour, style == BoneStyle::grey ? bone_edge : white, covered(edge_px / 2 - std::abs(depth)));
            if (!layers.outside.values.empty())
                colour = mixed(colour, white, covered(depth_px(layers.outside, across, up, px_per_voxel)));
            picture.at(x, y) = colour;
        }
    return picture;
}

CellImage cut_by_plane(const CellImage& cells, const PlaneAxes& axes, double plane_um)
{
    CellImage cut{cells.types, {}};
    for (std::size_t i = 0; i < cells.agents.position_um.size(); ++i) {
        const auto& place = cells.agents.position_um[i];
        if (std::abs(place[static_cast<std::size_t>(axes.through)] - plane_um) > cells.agents.radius_um[i]) continue;
        cut.agents.position_um.push_back(place);
        cut.agents.type.push_back(cells.agents.type[i]);
        cut.agents.radius_um.push_back(cells.agents.radius_um[i]);
    }
    return cut;
}

void draw_cells(Canvas& map, const CellImage& cells, const PlaneAxes& axes, double px_per_um)
{
    for (std::size_t i = 0; i < cells.agents.position_um.size(); ++i) {
        const auto& place = cells.agents.position_um[i];
        const Spot centre{place[static_cast<std::size_t>(axes.across)] * px_per_um,
                          map.picture().size.height - place[static_cast<std::size_t>(axes.up)] * px_per_um};
        const double radius_px = std::max(2.5, cells.agents.radius_um[i] * px_per_um);
        map.disc(centre, radius_px + 1.2, white);
        map.disc(centre, radius_px, cell_colour(cells.types.at(cells.agents.type[i]).name));
    }
}

std::vector<LegendRow> legend_of(const CellImage& cells, BoneStyle style)
{
    std::vector<LegendRow> rows = cell_legend(cells, AbsentCells::left_out);
    if (style == BoneStyle::grey) rows.push_back({LegendRow::Mark::patch, bone_grey, "bone", ""});
    return rows;
}

Box fitted_into(const Box& area, const Plane& plane)
{
    const double px = std::min(area.width / plane.width, area.height / plane.height);
    return {std::round(area.left), std::round(area.top), std::floor(plane.width * px), std::floor(plane.height * px)};
}

std::string place_and_time(const Slice& slice, const SliceView& view, double plane_um)
{
    constexpr std::array names{"x", "y", "z"};
    return fmt::format("{}, plane {} = {} µm", time_stamp(slice.time), names[static_cast<std::size_t>(view.axis)],
                       short_number(plane_um));
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

Picture draw_slice(const Slice& slice, const SliceView& view)
{
    const PlaneAxes axes = plane_axes(view.axis);
    const int layer = slice_layer(slice.field.grid, view.axis, view.position);
    const double plane_um = (layer + 0.5) * slice.field.grid.spacing.value;
    const Layers layers = layers_of(slice, view, layer);
    const Range range = range_of(layers, view.bone);
    const CellImage cells = cut_by_plane(slice.cells, axes, plane_um);

    Canvas canvas{Picture(view.size)};
    const Box area = draw_header(canvas, slice.title, place_and_time(slice, view, plane_um));
    const double text_px = small_text_px(canvas);
    const std::vector<LegendRow> legend = legend_of(cells, view.bone);
    const double side = std::max({legend_size(canvas, legend, text_px).x, 9 * text_px,
                                  canvas.text_width(with_unit(slice.field.name, slice.field.unit, "10⁻¹⁰"),
                                                    {.size_px = text_px, .weight = Weight::bold})});
    const double footer = 3 * text_px;
    const Box map =
        fitted_into({area.left, area.top, area.width - side - 2 * text_px, area.height - footer}, layers.field);

    const double px_per_um = map.width / (layers.field.width * slice.field.grid.spacing.value);
    Canvas colours(painted(layers, view.bone, {static_cast<int>(map.width), static_cast<int>(map.height)}, range,
                           canvas.thousandths(edge_px_per_1000)));
    draw_cells(colours, cells, axes, px_per_um);
    canvas.paste(colours.picture(), static_cast<int>(map.left), static_cast<int>(map.top));
    canvas.frame(map, ink, 1);

    const double legend_px = legend_size(canvas, legend, text_px).y;
    const double column = map.right() + 2 * text_px;
    const double bar_px = std::min(0.5 * map.height, map.height - legend_px - 4 * text_px);
    draw_colour_bar(canvas, {column, map.top + 2 * text_px, 1.4 * text_px, bar_px}, slice.field.name, slice.field.unit,
                    range.low, range.high);
    draw_legend(canvas, {column, map.bottom() - legend_px}, legend, text_px);
    draw_scale_bar(canvas, {map.left, map.bottom() + 2.4 * text_px}, px_per_um, 0.3 * map.width);
    return canvas.picture();
}

}  // namespace trabecula
