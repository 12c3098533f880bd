#pragma once
#include "viz/scene_page.hpp"
#include "viz/view/view_state.hpp"

#include <optional>

namespace trabecula {

/// The page of a scene with boxes to tick in its legend, the keys, and a slider for time.
struct ViewPage {
    ScenePage scene;
    Box slider;
};
ViewPage view_page(const Scene& scene, const ViewState& state, const ViewChoices& choices, PictureSize size);

/// The row of the legend at a spot.
std::optional<std::size_t> legend_row_at(const ViewPage& page, const ViewChoices& choices, Spot spot);

bool is_on_slider(const ViewPage& page, Spot spot);

/// The frame whose place on the slider is nearest.
std::size_t frame_at(const ViewPage& page, const ViewChoices& choices, Spot spot);

}  // namespace trabecula
