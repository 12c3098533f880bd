#pragma once
#include "viz/canvas.hpp"
#include "viz/content.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// Title in bold at the top left, the line under it in grey; returns the free part of the picture.
Box draw_header(Canvas& canvas, const std::string& title, const std::string& subtitle);

/// A row of a legend; an empty note is not printed. `tick` says whether a box stands before it, and `key` what turns it
/// on and off.
struct LegendRow {
    enum class Mark { disc, line, patch };
    enum class Tick { none, off, on };
    Mark mark = Mark::disc;
    Colour colour;
    std::string name;
    std::string note;  // right-aligned: a count
    Tick tick = Tick::none;
    std::string key = {};
};

/// Pixels that the legend takes at a text size.
Spot legend_size(const Canvas& canvas, const std::vector<LegendRow>& rows, double text_px);

/// Draws rows downwards from the top left of `place`, in one text size.
void draw_legend(Canvas& canvas, Spot place, const std::vector<LegendRow>& rows, double text_px);

enum class AbsentCells { listed, left_out };

/// One row per cell type, with the number of its agents; "× 10" after it where each stands for ten cells.
std::vector<LegendRow> cell_legend(const CellImage& cells, AbsentCells absent);

/// A bar of a round length, at most `widest_px` wide, its left end at `left_end`, with its length in µm above.
void draw_scale_bar(Canvas& canvas, Spot left_end, double px_per_um, double widest_px);

/// An upright bar of the map of concentrations with marks at its right, name and unit above.
void draw_colour_bar(Canvas& canvas, const Box& place, const std::string& name, const std::string& unit, double low,
                     double high);

/// Smallest text of a picture, pixels.
double small_text_px(const Canvas& canvas);

}  // namespace trabecula
