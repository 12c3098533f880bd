#include "viz/scene_page.hpp"

#include "viz/labels.hpp"
#include "viz/palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace trabecula {

namespace {

double dot(const Vector3& a, const Vector3& b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

std::string bone_volume_note(const BoneImage& bone)
{
    double volume = 0;
    double voxels = 0;
    for (std::size_t i = 0; i < bone.bone_fraction.size(); ++i) {
        if (!bone.outside.empty() && bone.outside[i] != 0) continue;
        volume += bone.bone_fraction[i];
        ++voxels;
    }
    return fmt::format("{:.1f} %", voxels > 0 ? 100 * volume / voxels : 0.0);
}

void draw_axes(Canvas& canvas, Spot origin, const Eye& eye)
{
    const double length_px = canvas.thousandths(42);
    constexpr std::array axes{std::pair{"x", Vector3{1, 0, 0}}, std::pair{"y", Vector3{0, 1, 0}},
                              std::pair{"z", Vector3{0, 0, 1}}};
    for (const auto& [name, axis] : axes) {
        const double x = dot(axis, eye.right);
        const double y = -dot(axis, eye.up);
        if (std::hypot(x, y) < 0.1) continue;
        canvas.line(origin, {origin.x + x * length_px, origin.y + y * length_px}, {90, 90, 90}, canvas.thousandths(2));
        const double beyond = length_px + 0.6 * small_text_px(canvas) / std::hypot(x, y);
        canvas.text({origin.x + x * beyond, origin.y + y * beyond}, name,
                    {.size_px = small_text_px(canvas), .colour = {90, 90, 90}, .across = Across::centre});
    }
}

/// Returns where it ends.
double draw_scale_of(Canvas& canvas, Spot place, const FieldImage& field, ValueRange range)
{
    const double text_px = small_text_px(canvas);
    const Box bar{place.x, place.y + 2.5 * text_px, 1.4 * text_px, canvas.thousandths(200)};
    draw_colour_bar(canvas, bar, field.name, field.unit, range.low, range.high);
    return bar.bottom() + 2 * text_px;
}

}  // namespace

std::vector<LegendRow> scene_legend(const Scene& scene)
{
    std::vector<LegendRow> rows = cell_legend(scene.cells, AbsentCells::listed);
    rows.push_back({LegendRow::Mark::patch, bone_ivory, "bone, BV/TV", bone_volume_note(scene.bone)});
    return rows;
}

ScenePage scene_page(const Scene& scene, PictureSize size, const std::vector<LegendRow>& legend, double least_column)
{
    Canvas canvas{Picture(size)};
    const Box area = draw_header(canvas, scene.title, time_stamp(scene.time));
    double text_px = std::max(11.0, canvas.thousandths(20));
    const auto fits = [&](Spot rows) { return rows.x < area.width / 3 && rows.y < area.height; };
    while (text_px > 8 && !fits(legend_size(canvas, legend, text_px))) --text_px;
    const Spot rows = legend_size(canvas, legend, text_px);
    const double width = std::max(rows.x, least_column * text_px);
    const double left = area.right() - width;
    draw_legend(canvas, {left, area.top}, legend, text_px);
    double below = area.top + rows.y + text_px;
    if (scene.slice) below = draw_scale_of(canvas, {left, below}, scene.slice->field, scene.slice->range);
    if (scene.volume) below = draw_scale_of(canvas, {left, below}, scene.volume->field, scene.volume->range);
    const double footer = canvas.thousandths(60);
    return {std::move(canvas),
            {area.left, area.top, area.width - width - 1.5 * text_px, area.height - footer},
            {left, area.top, rows.x, rows.y},
            {left, below, width, area.bottom() - below}};
}

void draw_scale_and_axes(ScenePage& page, const Eye& eye, double px_per_um)
{
    Canvas& canvas = page.canvas;
    const Box& drawing = page.drawing;
    draw_scale_bar(canvas, {drawing.left, drawing.bottom() + canvas.thousandths(60)}, px_per_um, 0.3 * drawing.width);
    draw_axes(canvas, {page.column.right() - canvas.thousandths(85), page.column.bottom() - canvas.thousandths(25)},
              eye);
}

}  // namespace trabecula
