#include "viz/view/view_page.hpp"

#include "viz/labels.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace trabecula {

namespace {

constexpr Colour quiet{110, 110, 110};
constexpr Colour groove{200, 200, 200};
constexpr Colour knob{0, 114, 178};
constexpr double column_in_text_sizes = 19;

std::vector<LegendRow> ticked_legend(const Scene& scene, const ViewState& state, const ViewChoices& choices)
{
    std::vector<LegendRow> rows = scene_legend(scene);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const bool shown = row == choices.cell_types ? state.shows_bone : !state.hidden_types.contains(row);
        rows[row].tick = shown ? LegendRow::Tick::on : LegendRow::Tick::off;
        rows[row].key = key_of_row(choices, row);
    }
    return rows;
}

/// The keys, at the foot of the column; left out where there is no room for them.
void draw_keys(ScenePage& page)
{
    Canvas& canvas = page.canvas;
    const std::vector<KeyHelp> help = key_help();
    const double text_px = std::max(10.0, canvas.thousandths(16));
    const double row_px = 1.4 * text_px;
    double y = page.column.bottom() - row_px * (static_cast<double>(help.size()) - 0.5);
    if (y < page.column.top) return;
    for (const auto& [keys, what] : help) {
        canvas.text({page.column.left, y}, std::string(keys), {.size_px = text_px, .colour = quiet});
        canvas.text({page.column.left + 4 * text_px, y}, std::string(what), {.size_px = text_px, .colour = quiet});
        y += row_px;
    }
}

double slider_place(const Box& slider, std::size_t frame, std::size_t frames)
{
    const double share = frames > 1 ? static_cast<double>(frame) / static_cast<double>(frames - 1) : 0.0;
    return slider.left + share * slider.width;
}

void draw_slider(Canvas& canvas, const Box& slider, std::size_t frame, const ViewChoices& choices)
{
    const double middle = slider.top + slider.height / 2;
    const double text_px = small_text_px(canvas);
    const std::size_t frames = choices.times_h.size();
    canvas.line({slider.left, middle}, {slider.right(), middle}, groove, canvas.thousandths(5));
    if (static_cast<double>(frames) * text_px < slider.width)
        for (std::size_t i = 0; i < frames; ++i)
            canvas.disc({slider_place(slider, i, frames), middle}, canvas.thousandths(5), groove);
    canvas.disc({slider_place(slider, frame, frames), middle}, canvas.thousandths(12), knob);
    canvas.text({slider.left - text_px, middle}, time_text(Hours{choices.times_h.front()}),
                {.size_px = text_px, .colour = quiet, .across = Across::right});
    canvas.text({slider.right() + text_px, middle}, time_text(Hours{choices.times_h.back()}),
                {.size_px = text_px, .colour = quiet});
}

}  // namespace

ViewPage view_page(const Scene& scene, const ViewState& state, const ViewChoices& choices, PictureSize size)
{
    ViewPage page{scene_page(scene, size, ticked_legend(scene, state, choices), column_in_text_sizes), {}};
    Canvas& canvas = page.scene.canvas;
    Box& drawing = page.scene.drawing;
    const double height = canvas.thousandths(50);
    drawing.height -= height;
    const double labels = 5 * small_text_px(canvas);
    page.slider = {drawing.left + labels, drawing.bottom() + canvas.thousandths(65), drawing.width - 2 * labels,
                   height};
    draw_slider(canvas, page.slider, state.frame, choices);
    draw_keys(page.scene);
    return page;
}

std::optional<std::size_t> legend_row_at(const ViewPage& page, const ViewChoices& choices, Spot spot)
{
    const Box& legend = page.scene.legend;
    if (spot.x < legend.left || spot.x > legend.right() || spot.y < legend.top || spot.y >= legend.bottom()) return {};
    const double row_px = legend.height / static_cast<double>(choices.cell_types + 1);
    return static_cast<std::size_t>((spot.y - legend.top) / row_px);
}

bool is_on_slider(const ViewPage& page, Spot spot)
{
    const Box& slider = page.slider;
    return std::abs(spot.y - slider.top - slider.height / 2) < slider.height / 2 &&
           spot.x > slider.left - slider.height / 2 && spot.x < slider.right() + slider.height / 2;
}

std::size_t frame_at(const ViewPage& page, const ViewChoices& choices, Spot spot)
{
    const double share = std::clamp((spot.x - page.slider.left) / page.slider.width, 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(choices.times_h.size() - 1)));
}

}  // namespace trabecula
