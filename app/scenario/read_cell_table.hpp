#pragma once
#include "agents/cell_table.hpp"

#include "core/error.hpp"

#include <filesystem>

namespace trabecula {

/// Reads cells from a CSV file: fields separated by commas, a line of names first.
///
///     type, x, y, z, age, nuclei
///     osteoclast, 105, 210, 95, 24, 8
///     t_cell, 50, 60, 300,,
///
/// `type` is a cell type, `x`, `y`, `z` a position in um from the origin corner of the box. Every further column is an
/// attribute: any state that a cell type declares, in its unit (age in h, nuclei, activities of pathway nodes 0-1); an
/// empty field leaves it as in a cell that a density places. Blank lines and lines that begin with # are passed over;
/// fields may stand in double quotes.
///
/// Everything wrong goes to `problems` with line and column (the first 20; then their number); whether a cell can live
/// where it stands is checked when it is placed.
CellTable read_cell_table(const std::filesystem::path& file, Problems& problems);

}  // namespace trabecula
