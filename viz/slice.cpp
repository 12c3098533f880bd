#include "viz/slice.hpp"

#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/plane.hpp"
#include "viz/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

constexpr double edge_px_per_1000 = 1.5;

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

std::vector<LegendRow> legend_of(const CellImage& cells, AbsentCells absent, BoneStyle style)
{
    std::vector<LegendRow> rows = cell_legend(cells, absent);
    if (style == BoneStyle::grey) rows.push_back({LegendRow::Mark::patch, bone_grey, "bone", ""});
    return rows;
}

ValueRange own_range(const SliceLayer& planes, BoneStyle style)
{
    SeenValues seen;
    add_seen(seen, planes, style);
    return seen.range();
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

Picture draw_slice(const Slice& slice, const SliceView& view)
{
    const PlaneAxes axes = plane_axes(view.axis);
    const int layer = slice_layer(slice.field.grid, view.axis, view.position);
    const double plane_um = layer_um(slice.field.grid, layer);
    const SliceLayer planes = slice_layer_of(slice.field, slice.bone, view.axis, layer);
    const ValueRange range = view.range.value_or(own_range(planes, view.bone));
    const CellImage cells = cut_by_plane(slice.cells, axes, plane_um);

    Canvas canvas{Picture(view.size)};
    const Box area = draw_header(canvas, slice.title, place_and_time(slice, view, plane_um));
    const double text_px = small_text_px(canvas);
    const std::vector<LegendRow> legend = legend_of(cells, view.absent_cells, view.bone);
    const std::vector<LegendRow> widest_legend = legend_of(slice.cells, AbsentCells::listed, view.bone);
    const double side = std::max({legend_size(canvas, widest_legend, text_px).x, 9 * text_px,
                                  canvas.text_width(with_unit(slice.field.name, slice.field.unit, "10⁻¹⁰"),
                                                    {.size_px = text_px, .weight = Weight::bold})});
    const double footer = 3 * text_px;
    const Box map =
        fitted_into({area.left, area.top, area.width - side - 2 * text_px, area.height - footer}, planes.field);

    const double px_per_um = map.width / (planes.field.width * slice.field.grid.spacing.value);
    Canvas colours(slice_map(planes, view.bone, range, {static_cast<int>(map.width), static_cast<int>(map.height)},
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
