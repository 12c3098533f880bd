#pragma once
#include "viz/annotations.hpp"
#include "viz/canvas.hpp"
#include "viz/scene.hpp"

#include <vector>

namespace trabecula {

/// What stands around bone and cells.
struct ScenePage {
    Canvas canvas;
    Box drawing;  // the place for bone and cells
    Box legend;   // its rows, all of one height
    Box column;   // what is free below the legend; the axes come into its lower right corner
};

/// Cell types with the numbers of their agents, and bone.
std::vector<LegendRow> scene_legend(const Scene& scene);

/// Title, time, legend and the colour bar of the slice, in smaller text where the legend would take more than a third
/// of the width or the whole height.
/// @param least_column  width of the column of the legend, in text sizes
ScenePage scene_page(const Scene& scene, PictureSize size, const std::vector<LegendRow>& legend,
                     double least_column = 0.0);

void draw_scale_and_axes(ScenePage& page, const Eye& eye, double px_per_um);

}  // namespace trabecula
